package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationException;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Milestones;
import org.junit.jupiter.api.Test;

/** What a drill is for all other parts: a crisis under a number of its own, on a clock of its own, in no list of crises (R61). */
class DrillNumberDrill extends Drill {

    private static final CrisisReport LEAK = new CrisisReport(
            "Customer records offered for sale",
            "A post offers records of our customers.",
            Set.of(Kind.TECHNICAL),
            Map.of("leakedUsers", 6_000_000));

    @Test
    void isCountedApartAndFoundInNoListOfCrises() {
        String before = crises.nextNumber();

        number = plan.openDrill(LEAK, 1).number();
        runDueJobs();

        assertThat(number).matches("DR-2026-\\d{4}");
        assertThat(Crises.isNumber(number)).isTrue();
        assertThat(crisis().drill()).isTrue();
        assertThat(crisis().pace()).isEqualTo(1);
        assertThat(openTasks()).as("the same plan asks the same people").isNotEmpty();
        assertThat(numbers(crises.open())).doesNotContain(number);
        assertThat(numbers(crises.page(null, null, 0, 200).items())).doesNotContain(number);
        assertThat(numbers(crises.newestPage(null, 0, 200, 1000).items())).doesNotContain(number);
        assertThat(numbers(crises.openPage(0, 200).items())).doesNotContain(number);
        assertThat(numbers(crises.drills())).contains(number);
        assertThat(sequence(crises.nextNumber()))
                .as("no number of a crisis is lost")
                .isEqualTo(sequence(before) + 1);
    }

    @Test
    void runsThePlansClocksFasterByItsPace() {
        number = plan.openDrill(LEAK, 60).number();
        runDueJobs();
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);
        teamWorksUntil("User_SignActivation");

        // an hour by the table
        assertThat(deadline("respond").due())
                .isEqualTo(
                        crises.moment(number, Milestones.GRADED).orElseThrow().plus(Duration.ofMinutes(1)));
        assertThat(open("User_SignActivation"))
                .extracting(task -> task.getDueDate().toInstant())
                .containsOnly(deadline("respond").due());
    }

    @Test
    void lastsAsLongAsItsOwnClockSays() {
        number = plan.openDrill(
                        new CrisisReport(
                                "Checkout down",
                                "Orders fail.",
                                Set.of(Kind.TECHNICAL),
                                facts("outageScope", "regional", "unresponsiveMinutes", 5)),
                        60)
                .number();
        runDueJobs();
        passes("PT2M");

        // asked for again before anybody is
        assertThat(crises.factsOf(number).get("unresponsiveMinutes").value()).isEqualTo(125);
    }

    @Test
    void isOpenedByCodeOnly() {
        as("auditor");
        assertThatThrownBy(() -> plan.openDrill(LEAK, 1)).isInstanceOf(AuthorizationException.class);
        identities.clearAuthentication();
        assertThatThrownBy(() -> plan.openDrill(LEAK, 0)).isInstanceOf(InvalidReport.class);
        assertThatThrownBy(() -> plan.openDrill(LEAK, 1441)).isInstanceOf(InvalidReport.class);

        reported("Real", Kind.TECHNICAL, facts("leakConfirmed", true));

        assertThat(crisis().drill()).isFalse();
        assertThat(crisis().pace()).isEqualTo(1);
    }

    private static List<String> numbers(List<Crisis> crises) {
        return crises.stream().map(Crisis::number).toList();
    }

    private static int sequence(String number) {
        return Integer.parseInt(number.substring(number.lastIndexOf('-') + 1));
    }
}
