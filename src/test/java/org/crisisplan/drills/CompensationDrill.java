package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.compensation.LedgerDesk;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users get what finance approved (R57): those on the lists, once, while the crisis is reviewed; what is left is finance's task. */
class CompensationDrill extends Drill {

    @Autowired
    TestRestTemplate http;

    @Autowired
    LedgerDesk desk;

    @Autowired
    JdbcClient sql;

    @Test
    void whoIsOnTheListsGetsWhatWasApprovedAndTheCaseWaitsForIt() {
        reported("Login is down", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true, "content", false);
        listed(1, 30);
        teamWorksUntil("User_ReleaseSurvey");
        answers("User_ReleaseSurvey", "surveyDecision", "hand");
        teamWorksUntil("User_ApproveCompensation");
        assertThat(shown(theTask("User_ApproveCompensation"), "compensationUsers"))
                .as("the list says for how many it is")
                .isEqualTo(30);
        answers("User_ApproveCompensation", "compensationUsers", 30);
        teamWorksUntil("User_HoldReview");

        Task rest = theTask("User_SettleCompensation");
        assertThat(groupsOf(rest)).containsExactly("finance");
        assertThat(shown(rest, "compensationListed")).isEqualTo(30L);
        assertThat(shown(rest, "compensationDue"))
                .as("no interface is configured")
                .isEqualTo(30L);
        answers("User_HoldReview");
        assertThat(crisis().phase().isOver()).as("users still wait for it").isFalse();

        String file = taken();
        assertThat(file.lines()).hasSize(31);
        String answers = "key,result,reference\n"
                + file.lines()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(',')) + ",credited,4711")
                        .collect(Collectors.joining("\n"));
        bring(answers);
        answers("User_SettleCompensation", "settleDecision", "again");
        assertThat(open("User_SettleCompensation")).as("all have it").isEmpty();
        assertThat(crisis().phase().isOver()).isTrue();
        assertThat(acts())
                .containsExactly(
                        "compensation-approved",
                        "compensation-issued",
                        "compensation-taken",
                        "compensation-reconciled",
                        "compensation-issued");
    }

    @Test
    void aListThatGrewNeedsAnotherApproval() {
        reported("Login is down", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true, "content", false);
        listed(1, 3);
        teamWorksUntil("User_ReleaseSurvey");
        answers("User_ReleaseSurvey", "surveyDecision", "hand");
        teamWorksUntil("User_ApproveCompensation");
        answers("User_ApproveCompensation", "compensationUsers", 3);
        listed(4, 5);
        teamWorksUntil("User_SettleCompensation");
        assertThat(shown(theTask("User_SettleCompensation"), "compensationDue")).isEqualTo(0L);
        assertThat(taken().lines()).as("nobody is in the file").hasSize(1);

        answers("User_SettleCompensation", "settleDecision", "again", "settleUsers", 5);
        assertThat(shown(theTask("User_SettleCompensation"), "compensationDue")).isEqualTo(5L);
        assertThat(taken().lines()).hasSize(6);
    }

    private String taken() {
        var file = new StringBuilder();
        desk.write(number, file);
        return file.toString();
    }

    private void bring(String answers) {
        desk.reconcile(number, new StringReader(answers));
    }

    private List<String> acts() {
        return sql.sql("select kind from crisis_act where number = ? and kind like 'compensation-%' order by seq")
                .param(number)
                .query(String.class)
                .list();
    }

    private void listed(int from, int to) {
        String people = IntStream.rangeClosed(from, to)
                .mapToObj(person -> "{\"user\": \"u%d\", \"mail\": \"u%d@example.org\"}".formatted(person, person))
                .collect(Collectors.joining(","));
        var answer = http.withBasicAuth("service", "demo")
                .exchange(
                        RequestEntity.post("/api/crises/{number}/affected", number)
                                .contentType(MediaType.APPLICATION_JSON)
                                .body("{\"reason\": \"could not log in\", \"people\": [" + people + "]}"),
                        String.class);
        assertThat(answer.getStatusCode()).as("%s", answer).isEqualTo(HttpStatus.CREATED);
    }
}
