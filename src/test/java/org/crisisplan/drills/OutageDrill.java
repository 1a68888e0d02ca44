package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.junit.jupiter.api.Test;

/** A level 1 outage that is not repaired within the promised 72 hours (R24, R27, R56). */
class OutageDrill extends Drill {

    @Test
    void theBrokenPromiseIsToldAndKeptInTheRecord() {
        reported(
                "Nothing answers anywhere",
                Kind.TECHNICAL,
                facts("outageScope", "nationwide", "unresponsiveMinutes", 30, "coreDatabaseDestroyed", true));
        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().level()).isEqualTo(1);

        teamWorksUntil("User_RepairService");
        assertThat(crisis().phase()).isEqualTo(Phase.RESPONDING);
        assertThat(deadline("recover").due()).isEqualTo(now().plus(Duration.ofHours(72)));

        passes("PT71H");
        assertThat(mails("deadline-missed"))
                .as("of five tasks that nobody takes in three nights, to eight people")
                .isBetween(100L, 800L);
        assertThat(mails("clock-near")).isPositive();
        assertThat(mails("clock-missed")).isZero();
        passes("PT2H");
        assertThat(mails("clock-missed")).isPositive();
        assertThat(deadline("recover").metAt()).isNull();

        teamWorksUntil("User_ConfirmRecovery");
        assertThat(shown(theTask("User_ConfirmRecovery"), "repairMeasures"))
                .as("what was done on site is known to whoever confirms")
                .isNotNull();
        teamWorksToTheEnd();
        assertThat(deadline("recover").metAt()).isAfter(deadline("recover").due());
    }

    @Test
    void managementIsAskedAgainAndAgainUntilItAcknowledges() {
        reported("Core database destroyed", Kind.TECHNICAL, facts("coreDatabaseDestroyed", true));
        answers("User_VerifyReport", "technical", true);

        assertThat(mails("management-alert")).isPositive();
        assertThat(timesDone("Service_AskDeputyToAcknowledge")).isZero();
        passes("PT46M");
        assertThat(timesDone("Service_AskDeputyToAcknowledge")).isEqualTo(3);

        answers("User_AcknowledgeAlert");
        passes("PT2H");
        assertThat(timesDone("Service_AskDeputyToAcknowledge")).isEqualTo(3);
        assertThat(deadline("acknowledge").metAt())
                .isAfter(deadline("acknowledge").due());
    }
}
