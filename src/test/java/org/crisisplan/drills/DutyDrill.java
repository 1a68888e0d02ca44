package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.NoteFile;
import org.crisisplan.crisis.NoteFileType;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.duty.CrisisDuties;
import org.crisisplan.duty.DutyDecisions;
import org.crisisplan.duty.DutyLine;
import org.crisisplan.duty.DutyState;
import org.crisisplan.duty.DutySwitches;
import org.crisisplan.duty.table.Organisation;
import org.crisisplan.form.SubmissionRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

/** Duties of the law (R91): their clocks, what makes them apply or not, and what it takes to be done with one. */
class DutyDrill extends Drill {

    @Autowired
    CrisisDuties duties;

    @Autowired
    DutySwitches switches;

    @Autowired
    DutyDecisions decisions;

    @Autowired
    CrisisRecord record;

    @AfterEach
    void allAreOffAgain() {
        identities.clearAuthentication();
        sql.sql("delete from duty_switch").update();
        sql.sql("delete from duty_profile").update();
        // what is looked at last is remembered for a second
        assertThat(switches.on()).isEmpty();
    }

    @Test
    void whatIsSwitchedOffMakesNoTaskButIsShown() {
        lawOf("EU", "controller");
        reported("Accounts leaked", Kind.TECHNICAL, facts("leakedUsers", 20_000L));

        DutyLine line = line("EU-G1");
        assertThat(line.on()).isFalse();
        assertThat(line.state()).isEqualTo(DutyState.APPLIES);
        assertThat(open("User_FileDuty")).isEmpty();
        assertThat(record.last(number, ActKind.DUTY_FOUND, "EU-G1")).isEmpty();
    }

    @Test
    void gdprGives72HoursFromWhenWeKnewAndThatCanBeCorrectedWithAReason() {
        lawOf("EU", "controller");
        on("EU-G1");
        reported("Accounts leaked", Kind.TECHNICAL, facts("leakedUsers", 20_000L));

        DutyLine line = line("EU-G1");
        assertThat(line.lawDue()).isEqualTo(MONDAY.plus(Duration.ofHours(72)));
        assertThat(line.planDue()).isEqualTo(MONDAY.plus(Duration.ofHours(48)));
        Task task = theTask("User_FileDuty");
        assertThat(task.getName())
                .startsWith("File EU-G1: Lead supervisory authority")
                .contains("报送 EU-G1：牵头监管机构");
        assertThat(groupsOf(task)).containsExactly("legal");
        assertThat(task.getDueDate().toInstant())
                .as("the earlier of plan and law")
                .isEqualTo(line.planDue());
        assertThat(String.valueOf(shown(task, "dutyChecklist"))).contains("data protection officer", "数据保护官");
        assertThat(String.valueOf(shown(task, "filingText"))).contains("GDPR art. 33", "20000", number);

        Instant knew = MONDAY.minus(Duration.ofHours(30));
        assertThatThrownBy(() -> decisions.setMoment(number, Milestones.AWARE, knew, " "))
                .isInstanceOf(InvalidReport.class);
        decisions.setMoment(number, Milestones.AWARE, knew, "The processor told us on Sunday night.");

        assertThat(line("EU-G1").lawDue()).isEqualTo(knew.plus(Duration.ofHours(72)));
        assertThat(theTask("User_FileDuty").getDueDate().toInstant()).isEqualTo(knew.plus(Duration.ofHours(48)));
        Act moved =
                record.last(number, ActKind.MILESTONE_REACHED, Milestones.AWARE).orElseThrow();
        assertThat(moved.words()).containsEntry("why", "The processor told us on Sunday night.");
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @Test
    void chinaGives4HoursForAMillionPersonsAndNotForOneLess() {
        lawOf("CN", "network-operator");
        on("CN-R3");
        reported("Accounts leaked", Kind.TECHNICAL, facts("leakedUsers", 999_999L));

        assertThat(line("CN-R3").state())
                .as("legal may still decide that it is major")
                .isEqualTo(DutyState.POSSIBLE);
        assertThat(line("CN-R3").missing()).containsExactly("majorIncident");
        assertThat(open("User_FileDuty")).isEmpty();
        decisions.decideTest(number, "majorIncident", false, "Below the threshold, no important data.");
        assertThat(line("CN-R3").state()).isEqualTo(DutyState.NOT_APPLICABLE);

        newFacts(facts("leakedUsers", 1_000_000L));
        assertThat(line("CN-R3").state()).isEqualTo(DutyState.APPLIES);
        assertThat(line("CN-R3").lawDue()).as("counted from when we knew").isEqualTo(MONDAY.plus(Duration.ofHours(4)));
        assertThat(theTask("User_FileDuty").getDueDate().toInstant()).isEqualTo(MONDAY.plus(Duration.ofHours(3)));
    }

    @Test
    void theSecGivesFourBusinessDaysOverThanksgivingFromTheDecision() {
        lawOf("US", "listed-company");
        on("US-S1");
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-24T15:00:00Z")));
        reported("Accounts leaked", Kind.TECHNICAL, facts("leakedUsers", 20_000L));
        assertThat(line("US-S1").state()).isEqualTo(DutyState.POSSIBLE);
        assertThat(line("US-S1").due()).as("nobody decided yet").isNull();

        decisions.decideTest(number, "materialIncident", true, "Revenue of the quarter is hit.");

        // Wednesday, Friday, Monday, Tuesday: Thursday is Thanksgiving; until 17:30 in New York
        assertThat(line("US-S1").lawDue()).isEqualTo(Instant.parse("2026-12-01T22:30:00Z"));
        assertThat(open("User_FileDuty")).hasSize(1);
    }

    @Test
    void whatIsPossibleHasItsClockRunningUntilFactsSettleIt() {
        lawOf("KR", "controller");
        on("KR-1");
        reported("Strange logins", Kind.TECHNICAL, facts());

        DutyLine possible = line("KR-1");
        assertThat(possible.state()).isEqualTo(DutyState.POSSIBLE);
        assertThat(possible.lawDue()).isEqualTo(MONDAY.plus(Duration.ofHours(72)));
        Task settle = theTask("User_SettleDuties");
        assertThat(settle.getDueDate().toInstant()).isEqualTo(MONDAY.plus(Duration.ofHours(48)));
        assertThat(String.valueOf(shown(settle, "openDuties"))).contains("KR-1", "待查明");

        answerAs("legal", settle, "personalDataBreach", "unknown");
        assertThat(open("User_SettleDuties")).as("asked again").hasSize(1);
        newFacts(facts("personalDataBreach", false));

        assertThat(line("KR-1").state()).isEqualTo(DutyState.NOT_APPLICABLE);
        assertThat(open("User_SettleDuties")).isEmpty();
        assertThat(open("User_FileDuty")).isEmpty();
        Act found = record.last(number, ActKind.DUTY_FOUND, "KR-1").orElseThrow();
        assertThat(found.before()).containsEntry("state", "possible");
        assertThat(found.after()).containsEntry("state", "not-applicable");
    }

    @Test
    void theAnswerThatSettlesAllEndsItsTaskAndGivesTheDutyToSomebody() {
        lawOf("KR", "controller");
        on("KR-1");
        reported("Strange logins", Kind.TECHNICAL, facts());

        answerAs("legal", theTask("User_SettleDuties"), "personalDataBreach", "yes");

        assertThat(open("User_SettleDuties")).isEmpty();
        assertThat(theTask("User_FileDuty").getName()).contains("KR-1");
        newFacts(facts("personalDataBreach", false));
        assertThat(open("User_FileDuty"))
                .as("by the facts, it does not apply after all")
                .isEmpty();
    }

    @Test
    void aDutyIsDoneOnlyWithTimeNumberReceiptAndText() {
        lawOf("EU", "controller", "essential-entity");
        on("EU-N2", "EU-N3");
        reported("Accounts leaked", Kind.TECHNICAL, facts("leakedUsers", 20_000L));
        decisions.decideTest(number, "significantIncident", true, "More than 5 % cannot use it.");
        Task task = theTask("User_FileDuty");
        assertThat(line("EU-N3").due()).as("waits for the notice before it").isNull();

        for (List<Object> answer : List.<List<Object>>of(
                List.of("filingOutcome", "filed"),
                List.of("filingOutcome", "filed", "filedAt", "2026-11-23T08:00:00Z", "filingText", "We report."),
                List.of("filingOutcome", "filed", "filedAt", "2026-11-23T08:00:00Z", "filingNumber", "DE-77"),
                List.of(
                        "filingOutcome",
                        "filed",
                        "filedAt",
                        "2026-11-23T08:00:00Z",
                        "filingNumber",
                        "DE-77",
                        "filingText",
                        "We report."),
                List.of("filingOutcome", "rehearsed", "filingText", "We report."))) {
            assertThatThrownBy(() -> answerAs("legal", task, answer.toArray()))
                    .as(answer.toString())
                    .isInstanceOfAny(SubmissionRefused.class, org.camunda.bpm.engine.ProcessEngineException.class);
        }
        assertThat(line("EU-N2").state()).isEqualTo(DutyState.APPLIES);
        String other = receipt("EU-N3");
        assertThatThrownBy(() -> answerAs("legal", task, filed(other)))
                .hasMessageContaining("Choose the receipt of EU-N2");

        passes("PT1H");
        answerAs("legal", task, filed(receipt("EU-N2")));

        DutyLine done = line("EU-N2");
        assertThat(done.state()).isEqualTo(DutyState.FILED);
        assertThat(done.filing()).isNotNull();
        assertThat(done.filing().filedAs()).isEqualTo("DE-77");
        Act act = record.last(number, ActKind.DUTY_FILED, "EU-N2").orElseThrow();
        assertThat(act.after()).containsKeys("receiptHash", "textHash", "filedAt");
        assertThat(act.step()).isNotNull();
        // the next report is counted from it: a month
        assertThat(line("EU-N3").lawDue()).isEqualTo(Instant.parse("2026-12-23T08:00:00Z"));
        assertThat(theTask("User_FileDuty").getName()).contains("EU-N3");
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(task.getProcessInstanceId())
                        .variableName("filingText")
                        .list())
                .as("what was written stands in our own tables")
                .allMatch(variable -> variable.getValue() == null);
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @Test
    void whatIsMissedIsRecordedAndEscalatedAndStillOwed() {
        lawOf("IN", "controller");
        on("IN-1");
        reported("Intruder", Kind.TECHNICAL, facts("malicious", true));
        String task = theTask("User_FileDuty").getId();

        passes("PT6H1M");

        assertThat(line("IN-1").missed()).isTrue();
        assertThat(line("IN-1").state()).isEqualTo(DutyState.APPLIES);
        assertThat(record.last(number, ActKind.DUTY_MISSED, "IN-1")).isPresent();
        assertThat(record.last(number, ActKind.ESCALATED, "User_FileDuty")).isPresent();
        assertThat(tasks.createTaskQuery().taskId(task).count()).isEqualTo(1);
    }

    @Test
    void whoeverDecidesThatItDoesNotApplySaysWhy() {
        lawOf("EU", "controller");
        on("EU-G1");
        reported("Accounts leaked", Kind.TECHNICAL, facts("leakedUsers", 20_000L));

        assertThatThrownBy(() -> answerAs("legal", theTask("User_FileDuty"), "filingOutcome", "not-applicable"))
                .isInstanceOf(SubmissionRefused.class);
        answerAs(
                "legal",
                theTask("User_FileDuty"),
                "filingOutcome",
                "not-applicable",
                "filingReason",
                "All data were encrypted; a risk is unlikely.");

        DutyLine line = line("EU-G1");
        assertThat(line.state()).isEqualTo(DutyState.EXCLUDED);
        assertThat(line.ruling().reason()).contains("encrypted");
        newFacts(facts("leakedUsers", 30_000L));
        assertThat(open("User_FileDuty")).as("decided is decided").isEmpty();
    }

    @Test
    void inADrillEverythingIsLookedAtAndNothingIsFiled() {
        lawOf("EU", "controller");
        on("EU-G1");
        number = plan.openDrill(
                        new CrisisReport(
                                "Accounts leaked",
                                "Played.",
                                Set.of(Kind.TECHNICAL),
                                facts("leakedUsers", 20_000L, "leakConfirmed", true)),
                        60)
                .number();
        runDueJobs();

        assertThat(number).startsWith("DR-");
        assertThat(line("EU-G1").lawDue()).as("72 hours in 72 minutes").isEqualTo(MONDAY.plus(Duration.ofMinutes(72)));
        assertThat(line("EU-G2").on()).isFalse();
        assertThat(line("EU-G2").state()).isEqualTo(DutyState.POSSIBLE);
        Task task = theTask("User_FileDuty");
        assertThatThrownBy(() -> receipt("EU-G1")).isInstanceOf(InvalidReport.class);
        assertThatThrownBy(() -> sql.sql(
                                "insert into duty_receipt (id, crisis, duty, name, media_type, size, sha256, at, by_user)"
                                        + " values ('x', ?, 'EU-G1', 'x', 'x', 1, 'x', current_timestamp, 'x')")
                        .param(number)
                        .update())
                .as("the database refuses it too")
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> answerAs("legal", task, filed("none"))).isInstanceOf(RuntimeException.class);
        assertThat(line("EU-G1").filing()).isNull();

        answerAs("legal", task, "filingOutcome", "rehearsed", "filingText", "We would report.");
        assertThat(line("EU-G1").state()).isEqualTo(DutyState.REHEARSED);
        assertThat(open("User_FileDuty")).isEmpty();
        assertThat(record.last(number, ActKind.DUTY_REHEARSED, "EU-G1")).isPresent();
    }

    @Test
    void nobodySwitchesARowOnWithoutANameAndADayOrWhatIsNoLawYet() {
        assertThatThrownBy(() -> switches.turn("EU-G1", true, " ", LocalDate.of(2026, 11, 20), "admin"))
                .isInstanceOf(InvalidReport.class)
                .hasMessageContaining("checkedBy");
        assertThatThrownBy(() -> switches.turn("EU-G1", true, "Counsel", null, "admin"))
                .isInstanceOf(InvalidReport.class)
                .hasMessageContaining("checkedOn");
        assertThatThrownBy(() -> switches.turn("EU-G1x", true, "Counsel", LocalDate.of(2026, 11, 20), "admin"))
                .isInstanceOf(InvalidReport.class)
                .hasMessageContaining("no law yet");
        assertThat(switches.on()).isEmpty();
    }

    private void lawOf(String jurisdiction, String... roles) {
        switches.tell(new Organisation(List.of(jurisdiction), "internet", Arrays.asList(roles)), "admin");
    }

    private void on(String... which) {
        for (String duty : which) {
            switches.turn(duty, true, "Counsel on duty", LocalDate.of(2026, 11, 20), "admin");
        }
    }

    private DutyLine line(String duty) {
        return duties.of(crisis(), duty).orElseGet(() -> {
            throw new AssertionError(duty + " is not among " + duties.of(crisis()));
        });
    }

    private String receipt(String duty) {
        return decisions
                .keepReceipt(
                        number,
                        duty,
                        new NoteFile("receipt.txt", NoteFileType.TEXT, "Received.".getBytes(StandardCharsets.UTF_8)),
                        "legal")
                .id();
    }

    private static Object[] filed(String receipt) {
        return new Object[] {
            "filingOutcome",
            "filed",
            "filedAt",
            "2026-11-23T08:00:00Z",
            "filingNumber",
            "DE-77",
            "filingReceipt",
            receipt,
            "filingText",
            "We report."
        };
    }
}
