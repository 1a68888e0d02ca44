package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may sign and approve, one person once, and what administrators cannot do about it (R42, R45). */
class ApprovalDrill extends Drill {

    @BeforeEach
    void oneOfThreeDepartments() {
        var user = identities.newUser("threefold");
        user.setPassword("demo");
        identities.saveUser(user);
        List.of("publicRelations", "technology", "legal")
                .forEach(group -> identities.createMembership("threefold", group));
        reported("Accounts leaked", Kind.TECHNICAL, facts("leakedUsers", 20_000L));
        teamWorksUntil("User_SignActivation");
    }

    @AfterEach
    void oneLess() {
        identities.deleteUser("threefold");
    }

    @Test
    void onePersonSignsForOneDepartment() {
        answerAs("threefold", theTask("User_SignActivation", "legal"));
        assertThatThrownBy(() -> answerAs("threefold", theTask("User_SignActivation", "technology")))
                .hasMessageContaining("You have signed for another department");
        answerAs("tech", theTask("User_SignActivation", "technology"));
        answerAs("pr", theTask("User_SignActivation", "publicRelations"));

        assertThat(sql.sql(
                                "select department, signer, verdict from activation_signature where crisis = ? order by ordinal")
                        .param(number)
                        .query((row, i) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
                        .list())
                .containsExactly("legal threefold sign", "technology tech sign", "publicRelations pr sign");
    }

    @Test
    void onePersonApprovesForOneDepartment() {
        teamWorksUntil("User_ApproveStatement");
        answerAs("threefold", theTask("User_ApproveStatement", "legal"));
        assertThatThrownBy(() -> answerAs("threefold", theTask("User_ApproveStatement", "technology")))
                .hasMessageContaining("You have approved this text for another department");
        assertThat(open("User_ApproveStatement")).isNotEmpty();
    }

    @Test
    void anAdministratorNeitherSignsNorMakesSomebodySign() {
        var legal = theTask("User_SignActivation", "legal");
        assertThatThrownBy(() -> answerAs("admin", legal)).isInstanceOf(AuthorizationException.class);

        as("admin");
        tasks.addCandidateUser(legal.getId(), "finance");
        identities.clearAuthentication();
        assertThatThrownBy(() -> answerAs("finance", legal)).hasMessageContaining("finance cannot sign for legal");

        String activation = legal.getProcessInstanceId();
        as("admin");
        assertThatThrownBy(() -> runtime.setVariable(activation, "signatories", List.of()))
                .hasMessageContaining("asks people for an approval or a signature");
        assertThatThrownBy(() -> runtime.createProcessInstanceModification(activation)
                        .cancelAllForActivity("User_SignActivation")
                        .startBeforeActivity("Rule_DetermineTeam")
                        .execute())
                .hasMessageContaining("asks people for an approval or a signature");
        identities.clearAuthentication();
        assertThat(open("User_SignActivation")).hasSize(3);
    }
}
