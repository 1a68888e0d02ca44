package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.junit.jupiter.api.Test;

/** Of a drill no service hears anything, of a crisis after it they do. */
class SealedChannelsDrill extends ConfiguredServices {

    @Test
    void noServiceHearsOfADrill() {
        number = plan.openDrill(
                        new CrisisReport(
                                "Accounts of six million users offered for sale",
                                "A post offers them.",
                                Set.of(Kind.TECHNICAL),
                                facts("leakedUsers", 6_000_000)),
                        1)
                .number();
        runDueJobs();
        listed(number, 3);
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);
        teamWorksWhileChannelsSend("none");

        assertThat(crisis().phase()).isEqualTo(Phase.CLOSED);
        assertThat(spokenTo()).isEmpty();
        assertThat(writtenTo()).isEmpty();
        assertThat(planned())
                .as("all of them were to hear of it")
                .contains("statuspage", "affected", "subscribers", "media")
                .containsAll(SERVICES);

        reported("Accounts of six million users offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);
        listed(number, 3);
        teamWorksWhileChannelsSend("User_HoldReview");

        assertThat(spokenTo()).as("of a crisis they hear").contains("/webhook", "/api/v1/statuses", "/credit");
    }

    private void teamWorksWhileChannelsSend(String last) {
        for (int step = 0; !crisis().phase().isOver() && open(last).isEmpty(); step++) {
            assertThat(step).as("steps to " + last + "; open: " + openTasks()).isLessThan(150);
            if (openTasks().isEmpty()) {
                // for a service that did not take it
                passes("PT1H");
            } else if (openTasks().get(0).getTaskDefinitionKey().equals("User_ApproveCompensation")) {
                answer(openTasks().get(0), "compensationUsers", 3);
            } else {
                answer(openTasks().get(0));
            }
            channels.send();
            runDueJobs();
        }
    }

    private Set<String> planned() {
        return Set.copyOf(
                sql.sql("select distinct p.channel from publication p join statement s on s.id = p.statement_id"
                                + " where s.crisis = ? and p.held_back")
                        .param(number)
                        .query(String.class)
                        .list());
    }
}
