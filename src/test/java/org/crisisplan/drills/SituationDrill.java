package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.situation.ResponseLead;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Management learns in a fixed rhythm how things stand, from what is recorded (R24, R50). */
class SituationDrill extends Drill {

    @Autowired
    ResponseLead lead;

    @Test
    void theSituationIsReportedEachCycleUntilTheRecovery() {
        reported("User data leaked", Kind.TECHNICAL, facts("leakedUsers", 60_000));
        answers("User_VerifyReport", "technical", true, "content", false);
        teamWorksUntil("User_RepairService");
        assertThat(lead.reports(number)).as("none with the activation itself").isEmpty();
        assertThat(lead.of(number)).contains("pr");

        passes("PT2H1M");
        List<Act> reports = lead.reports(number);
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).after()).containsEntry("level", 1);
        assertThat(told(reports.get(0), "en", "conditions"))
                .contains("Level 1, responding")
                .contains("Led by pr");
        assertThat(told(reports.get(0), "zh", "conditions")).contains("一级").contains("现任指挥：pr");
        assertThat(told(reports.get(0), "en", "actions")).contains("Sign the activation");
        assertThat(told(reports.get(0), "en", "next")).contains("Back to normal");
        assertThat(mails("situation-report")).as("management and the team").isGreaterThan(1);

        answers("User_RepairService", "faultFixed", true);
        passes("PT4H");
        assertThat(lead.reports(number)).hasSize(3);
        assertThat(told(lead.reports(number).get(1), "en", "actions"))
                .as("what was done since")
                .contains("Fix or restart")
                .doesNotContain("Sign the activation");

        teamWorksUntil("User_HoldReview");
        int told = lead.reports(number).size();
        passes("P1D");
        assertThat(lead.reports(number)).as("it is over").hasSize(told);
    }

    private static String told(Act report, String language, String section) {
        Map<?, ?> words = (Map<?, ?>) report.words().get(language);
        return String.valueOf(words.get(section));
    }
}
