package org.crisisplan.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan's own forms, as the server holds submissions against them: what one answer makes necessary, and what it makes moot. */
class FormConditionsTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            verify-report        | {}                     | {isCrisis: yes, serviceDown: true}                          | -
            verify-report        | {}                     | {isCrisis: no}                                              | falseAlarmReason
            verify-report        | {}                     | {isCrisis: no, falseAlarmReason: "  "}                      | falseAlarmReason
            verify-report        | {}                     | {isCrisis: no, falseAlarmReason: Drill}                     | -
            verify-report        | {}                     | {serviceDown: true}                                         | isCrisis
            verify-report        | {}                     | {isCrisis: yes, dataLeak: true, leakedUsers: -1}            | leakedUsers
            sample-users         | {}                     | {surveyedUsers: 200, dissatisfiedUsers: 200, surveyFindings: a, userExperienceImpact: minor} | -
            sample-users         | {}                     | {surveyedUsers: 200, dissatisfiedUsers: 320, surveyFindings: a, userExperienceImpact: minor} | dissatisfiedUsers
            confirm-recovery     | {beganAt: "2026-11-05T03:00:00Z"} | {recoveredAt: "2026-11-05T10:59+08:00", recoveryEvidence: a} | recoveredAt
            confirm-recovery     | {beganAt: "2026-11-05T03:00:00Z"} | {recoveredAt: "2026-11-05T11:00+08:00", recoveryEvidence: a} | -
            confirm-recovery     | {}                     | {recoveredAt: "2999-01-01T00:00Z", recoveryEvidence: a}     | recoveredAt
            report-crisis        | {}                     | {title: a, description: b, beganAt: "2999-01-01T00:00Z"}    | beganAt
            consent-to-downgrade | {}                     | {consent: yes}                                              | consentReason
            confirm-loss         | {totalLossLikely: 10.5} | {confirmedLoss: 10.5}                                      | -
            confirm-loss         | {totalLossLikely: 10.5} | {confirmedLoss: 11}                                        | confirmedLossReason
            confirm-loss         | {totalLossLikely: 10}  | {confirmedLoss: 10.0}                                       | -
            handle-case          | {}                     | {caseResult: worse, serviceDown: true, outageScope: everywhere} | outageScope
            handle-case          | {}                     | {caseResult: solved}                                        | caseRecord
            sign-activation      | {}                     | {signature: sign}                                           | -
            sign-activation      | {}                     | {signature: object}                                         | signatureComment
            approve-statement    | {}                     | {verdict: approve}                                          | -
            approve-statement    | {}                     | {verdict: reject}                                           | verdictComment
            draft-statement      | {}                     | {draftDecision: withdraw}                                   | -
            draft-statement      | {}                     | {draftDecision: submit, statementTitleEn: a, statementTitleZh: b, statementTextEn: c} | statementTextZh
            repair-service       | {}                     | {repairMeasures: a, faultFixed: false}                      | faultFixed
            approve-compensation | {}                     | {compensationDecision: none, compensationReason: a}         | -
            approve-compensation | {}                     | {compensationDecision: approve, compensationKind: points, compensationUsers: 5, compensationReason: a} | compensationAmount
            confirm-recovery     | {}                     | {recoveredAt: "2026-11-05T03:40+08:00", recoveryEvidence: a} | -
            confirm-recovery     | {}                     | {recoveredAt: yesterday, recoveryEvidence: a}               | recoveredAt
            hold-review          | {}                     | {reviewCauses: a, reviewWeaknesses: b} | -
            hold-review          | {}                     | {reviewCauses: a, reviewWeaknesses: b, itemWhat1: c, itemKind1: plan, itemOwner1: legal, itemDue1: "2999-01-01"} | -
            hold-review          | {}                     | {reviewCauses: a, reviewWeaknesses: b, itemWhat1: c, itemKind1: plan, itemOwner1: auditors, itemDue1: "2999-01-01"} | itemOwner1
            hold-review          | {}                     | {reviewCauses: a, reviewWeaknesses: b, itemWhat1: c, itemKind1: plan, itemOwner1: legal, itemDue1: "1999-01-01"} | itemDue1
            hold-review          | {}                     | {reviewCauses: a, reviewWeaknesses: b, itemWhat1: c, itemKind1: plan, itemOwner1: legal, itemDue1: "2999-01-01", itemWhat2: d} | itemKind2 itemOwner2 itemDue2
            """)
    void asksForWhatTheAnswerMakesNecessary(String form, String known, String entered, String missing)
            throws IOException {
        var submission = submission(form, known, entered);
        assertThat(submission.faults().stream().map(fault -> fault.split(" ")[0]))
                .isEqualTo(missing == null ? List.of() : Arrays.asList(missing.split(" ")));
    }

    @ParameterizedTest(name = "{0} does not write {2}")
    @CsvSource(delimiter = '|', textBlock = """
            verify-report     | {isCrisis: no, falseAlarmReason: Drill, leakedUsers: 20000}     | leakedUsers
            verify-report     | {isCrisis: yes, serviceDown: true, content: true, leakedUsers: 1} | leakedUsers
            verify-report     | {isCrisis: yes, serviceDown: true, falseAlarmReason: Drill}     | falseAlarmReason
            verify-report     | {isCrisis: yes, serviceDown: true, suspectedLevel: "3"}         | suspectedLevel
            handle-case       | {caseResult: worse, caseRecord: a}                              | caseRecord
            approve-statement | {verdict: approve, statementTextEn: All is well}                | statementTextEn
            approve-statement | {verdict: approve, verdictComment: Change it}                   | verdictComment
            confirm-loss      | {confirmedLoss: 5, confirmedLossReason: a, totalLossLikely: 5}   | totalLossLikely
            handle-case       | {caseResult: solved, caseRecord: a, leakedUsers: 5}             | leakedUsers
            """)
    void takesNothingThatIsHiddenOrOnlyShown(String form, String entered, String key) throws IOException {
        assertThat(submission(form, "{}", entered).faults()).isEmpty();
        assertThat(submission(form, "{}", entered).accepted()).isNotEmpty().doesNotContainKey(key);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {isCrisis: yes, serviceDown: true}                  | true
            {isCrisis: yes, serviceDown: false, dataLeak: true} | true
            {isCrisis: yes, serviceDown: false, content: true}  | false
            {isCrisis: yes}                                     | -
            """)
    @DisplayName("an outage and a leak are technical crises; who ticks nothing says nothing about it")
    void ticksSayWhatKindItIs(String entered, Boolean technical) throws IOException {
        assertThat(submission("verify-report", "{}", entered).accepted().get("technical"))
                .isEqualTo(technical == null ? null : BooleanNode.valueOf(technical));
    }

    private static Submission submission(String form, String known, String entered) throws IOException {
        return new Submission(
                Form.read(Files.newInputStream(Path.of("forms", form + ".form"))),
                YAML.readValue(quoteWords(entered), new TypeReference<Map<String, JsonNode>>() {}),
                YAML.readValue(known, new TypeReference<Map<String, Object>>() {}),
                new FormFieldCheck(Clock.systemUTC()));
    }

    /** YAML takes yes and no for true and false. */
    private static String quoteWords(String yaml) {
        return yaml.replaceAll(": (yes|no)\\b", ": \"$1\"");
    }
}
