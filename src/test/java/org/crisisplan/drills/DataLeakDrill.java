package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.junit.jupiter.api.Test;

/** A level 1 data leak goes the whole way, from the first report to the archived case. */
class DataLeakDrill extends Drill {

    @Test
    void theWholeWayToTheArchivedCase() {
        reported("Accounts of six million users offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        assertThat(crisis().phase()).isEqualTo(Phase.VERIFYING);
        assertThat(crisis().level()).isEqualTo(1);
        assertThat(crisis().reasons()).extracting("clause").containsExactly("R28");

        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);
        assertThat(crisis().phase()).isEqualTo(Phase.ASSESSING);
        assertThat(open("User_AcknowledgeAlert")).hasSize(1);

        teamWorksToTheEnd();
        assertThat(crisis().level()).isEqualTo(1);
        assertThat(timesDone("User_SignActivation")).isEqualTo(3);
        assertThat(timesDone("Service_ArchiveCase")).isEqualTo(1);
        assertThat(deadline("respond").metAt()).isNotNull();
        assertThat(deadline("recover").metAt()).isNotNull();
        assertThat(deadline("review").metAt()).isNotNull();
    }
}
