package org.crisisplan.drill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.crisisplan.web.Notices;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/** What is wrong in a scenario is named with its file, its place, and what to write there. */
class ScenarioFileTest {

    private static final String RIGHT = """
            title: {en: Leak, zh: 泄露}
            goal: {en: To act., zh: 处置。}
            report:
              title: {en: Leak, zh: 泄露}
              description: {en: It leaks., zh: 泄露了。}
              kinds: [technical]
              facts: {leakedUsers: 20000}
            reaches: [R24, R42]
            injects:
              - at: PT10M
                kind: call
                say: {en: A call., zh: 来电。}
                call: {outlet: Daily, question: "Is it true?"}
            answers:
              User_VerifyReport: {isCrisis: "yes"}
            """;

    @Test
    void theShippedScenariosAreRight() {
        var notices = new Notices();
        var scenarios = new Scenarios(new DrillSettings(null, false), notices);

        assertThat(notices.about("drill-scenarios")).isEmpty();
        assertThat(scenarios.all())
                .extracting(Scenario::key)
                .containsExactly("content", "leak", "opinion-storm", "outage", "rumour");
    }

    @Test
    void readsAScenario() {
        ScenarioFile.Read read = read(RIGHT);

        assertThat(read.problems()).isEmpty();
        Scenario scenario = Objects.requireNonNull(read.scenario());
        assertThat(scenario.injects().get(0).at()).isEqualTo(Duration.ofMinutes(10));
        assertThat(scenario.report().facts()).containsEntry("leakedUsers", 20000);
        assertThat(scenario.answers().get("User_VerifyReport"))
                .containsEntry("isCrisis", "yes")
                .containsEntry("note", "usual");
    }

    @Test
    void namesTheInjectThatIsWrong() {
        assertThat(read(RIGHT.replace("PT10M", "soon")).problems())
                .containsExactly(
                        "leak.yaml: inject 1, at is 'soon', which is no duration; write one such as PT10M or P1D");
        assertThat(read(RIGHT.replace("kind: call", "kind: mail")).problems())
                .containsExactly("leak.yaml: inject 1, kind is 'mail'; use one of [absent, call, fact, signal]");
        assertThat(read(RIGHT.replace(", question: \"Is it true?\"", "")).problems())
                .containsExactly("leak.yaml: inject 1, call has no question; write what the journalist asks");
    }

    @Test
    void namesEveryOtherFault() {
        assertThat(read(RIGHT.replace("[R24, R42]", "[R24, X1]")).problems())
                .containsExactly("leak.yaml: reaches has 'X1'; write clauses of the plan, such as R24");
        assertThat(read(RIGHT.replace("goal:", "aim:")).problems())
                .anyMatch(problem -> problem.contains("has the unknown field 'aim'"))
                .anyMatch(problem -> problem.contains("goal is not said in both languages"));
        assertThat(read(RIGHT.replace("User_VerifyReport", "VerifyReport")).problems())
                .containsExactly(
                        "leak.yaml: answers has 'VerifyReport'; use the id of a user task, such as User_VerifyReport");
        assertThat(read("title: [").problems()).singleElement().asString().startsWith("leak.yaml: cannot be read");
    }

    private static ScenarioFile.Read read(String text) {
        return ScenarioFile.read(file(text), "leak", Map.of("User_VerifyReport", Map.of("note", "usual")));
    }

    private static Resource file(String text) {
        return new ByteArrayResource(text.getBytes(UTF_8)) {
            @Override
            public String getFilename() {
                return "leak.yaml";
            }
        };
    }
}
