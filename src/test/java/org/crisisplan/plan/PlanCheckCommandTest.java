package org.crisisplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crisisplan.CrisisPlanApplication;
import org.crisisplan.plan.check.PlanBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that checks a folder, run as an analyst or a build server runs it: in a process of its own. */
class PlanCheckCommandTest {

    @TempDir
    Path folder;

    private int status;

    @BeforeEach
    void theFolderHoldsThePlanAsShipped() {
        PlanBundle.readFrom("classpath*:").files().forEach((file, content) -> write(file, content));
    }

    @Test
    void aGoodPlanHasNoFindings() throws Exception {
        assertThat(check(folder.toString())).containsExactly(count() + " files, no findings");
        assertThat(status).isZero();
    }

    @Test
    void eachFindingIsALine() throws Exception {
        String review = Files.readString(folder.resolve("processes/review.bpmn"));
        write(
                "processes/review.bpmn",
                review.replace("${inviteToReview}", "${einladen}").getBytes(StandardCharsets.UTF_8));
        write("processes/late.BPMN", "<x/>".getBytes(StandardCharsets.UTF_8));

        List<String> lines = check(folder.toString());

        assertThat(status).isEqualTo(1);
        assertThat(lines).anyMatch(line -> line.contains("calls ${einladen}, which the product does not offer"));
        assertThat(lines).anyMatch(line -> line.startsWith("processes/late.BPMN: is not read."));
        assertThat(lines.subList(0, lines.size() - 1)).isSorted();
        assertThat(lines.get(lines.size() - 1)).isEqualTo(count() + " files, " + (lines.size() - 1) + " findings");
    }

    @Test
    void aWarningAloneIsNoError() throws Exception {
        String form = Files.readString(folder.resolve("forms/strengthen-review.form"));
        write(
                "forms/strengthen-review.form",
                form.replace("\"removedContent\"", "\"reviewCauses\"").getBytes(StandardCharsets.UTF_8));

        List<String> lines = check(folder.toString());

        assertThat(lines)
                .hasSize(2)
                .first()
                .asString()
                .startsWith("Warning: processes/handle-content.bpmn, User_StrengthenReview")
                .contains("shows reviewCauses, which nothing has written by then");
        assertThat(status).isZero();
    }

    @Test
    void whatCannotBeCheckedIsAnotherStatus() throws Exception {
        assertThat(check(folder.resolve("nowhere").toString()))
                .singleElement()
                .asString()
                .contains("is not a folder");
        assertThat(status).isEqualTo(2);
        assertThat(check()).singleElement().asString().startsWith("Usage:");
        assertThat(status).isEqualTo(2);
    }

    private List<String> check(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // it is over before a better compiler would pay
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CrisisPlanApplication.class.getName(),
                "check"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        status = process.waitFor();
        return out.lines().toList();
    }

    private static String count() {
        return String.valueOf(PlanBundle.readFrom("classpath*:").files().size());
    }

    private void write(String file, byte[] content) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.write(folder.resolve(file), content);
        } catch (IOException full) {
            throw new java.io.UncheckedIOException(full);
        }
    }
}
