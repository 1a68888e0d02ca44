package org.crisisplan.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One line is one event, for people and, by a switch, for programs. */
class StructuredLogTest {

    private static List<String> log(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoggingProgram.class.getName(),
                "--spring.main.banner-mode=off"));
        command.addAll(List.of(arguments));
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(program.exitValue()).as(said).isZero();
        return said.lines().toList();
    }

    @Test
    void withoutTheSwitchPeopleReadTheNumberOfTheCrisis() throws Exception {
        List<String> log = log();
        assertThat(log)
                .filteredOn(line -> line.contains("Something"))
                .singleElement()
                .asString()
                .contains(" INFO ", "CR-2026-0007 ", "Something \"happened\"\\nin two lines");
        assertThat(log)
                .filteredOn(line -> line.contains("About nothing"))
                .singleElement()
                .asString()
                .doesNotContain("CR-", "[]", "null");
    }

    @Test
    void withTheSwitchEachLineIsJsonThatSaysWhatItIsAbout() throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String line : log("--logging.structured.format.console=ecs")) {
            events.add(new ObjectMapper().readTree(line));
        }
        JsonNode event = events.stream()
                .filter(one -> one.path("message").asText().startsWith("Something"))
                .findFirst()
                .orElseThrow();
        assertThat(event.at("/crisis").asText()).isEqualTo("CR-2026-0007");
        assertThat(event.at("/task").asText()).isEqualTo("t-1");
        assertThat(event.at("/source").asText()).isEqualTo("alertmanager");
        assertThat(event.at("/person").asText()).isEqualTo("pr");
        assertThat(event.at("/message").asText()).isEqualTo("Something \"happened\"\nin two lines");
        assertThat(events.get(events.size() - 1).has("crisis")).isFalse();
    }
}
