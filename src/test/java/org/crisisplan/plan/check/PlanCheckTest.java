package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.crisisplan.plan.PlanRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plan as it is has no finding; with one thing broken, the finding says where, what and what to do. */
class PlanCheckTest {

    static final PlanBundle PLAN = PlanBundle.readFrom("classpath*:");

    static final PlanCheck CHECK = new PlanCheck(PlanCheckVocabulary.with(beansOfTheProduct()));

    @Test
    void thePlanAsItIsCanBeDeployed() {
        assertThat(CHECK.check(PLAN)).isEmpty();
        assertThat(PLAN.files()).hasSizeGreaterThan(40);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    processes/review.bpmn | </bpmn:definitions> | ~ ~ | is not a model that can be read (line
                    processes/review.bpmn | <bpmn:definitions | <!DOCTYPE x><bpmn:definitions | DOCTYPE is disallowed
                    processes/review.bpmn | <bpmn:endEvent | <bpmn:lastEvent | is not a model that can be read
                    processes/review.bpmn | targetRef="User_HoldReview" | targetRef="User_Nobody" | leads to User_Nobody, which it does not contain. Connect
                    dmn/team.dmn | </definitions> | ~ ~ | is not a model that can be read
                    forms/hold-review.form | "components": [ | "components": [,  | is not JSON that can be read (line 2
                    processes/review.bpmn | <bpmn:process id="review" | <bpmn:process id="reviews" | review.bpmn, reviews "Review the crisis 复盘改进": has another id than its file's name. Give the process the id review
                    forms/hold-review.form | "id": "hold-review" | "id": "hold" | hold: has another id than its file's name
                    dmn/team.dmn | <decision id="team" | <decision id="roster" | has no decision named like the file. Give its main decision the id team
                    processes/review.bpmn | isExecutable="true" | isExecutable="false" | is not executable. Tick "Executable"
                    processes/review.bpmn | camunda:historyTimeToLive="P3650D" | ~ ~ | does not say how long its history is kept
                    dmn/team.dmn | camunda:historyTimeToLive="P3650D" | ~ ~ | does not say how long its history is kept
                    processes/handle-and-recover.bpmn | calledElement="recover" | calledElement="recovery" | Call_Recover "Recover and compensate 恢复与补偿": uses the process recovery, which is not in the bundle
                    processes/crisis-response.bpmn | camunda:calledElementBinding="deployment" | camunda:calledElementBinding="latest" | does not use the process grade-crisis of its own plan version
                    processes/grade-crisis.bpmn | camunda:decisionRef="crisisLevel" | camunda:decisionRef="crisislevel" | uses the decision crisislevel, which is not in the bundle
                    processes/grade-crisis.bpmn | camunda:decisionRefBinding="deployment" | ~ ~ | does not use the decision crisisLevel of its own plan version
                    processes/review.bpmn | camunda:formRef="hold-review" | camunda:formRef="review" | uses the form review, which is not in the bundle
                    processes/review.bpmn | camunda:formRefBinding="deployment" | camunda:formRefBinding="latest" | does not use the form hold-review of its own plan version
                    processes/review.bpmn | ${inviteToReview} | ${inviteToReviews} | calls ${inviteToReviews}, which the product does not offer. Use one of its beans: alertManagement
                    processes/review.bpmn | ${inviteToReview} | ${announceTask} | calls ${announceTask}, which is not of the kind that a service task runs
                    processes/review.bpmn | <camunda:executionListener expression="${clocks.marks(execution,&#39;reviewed&#39;)}" event="end" /> | <camunda:executionListener expression="${clocks.marks(execution,&#39;reviewed&#39;)}" event="end" /><camunda:taskListener delegateExpression="${inviteToReview}" event="create" /> | which is not of the kind that a task listener calls
                    processes/review.bpmn | <bpmn:userTask id="User_HoldReview" | <bpmn:userTask id="User_HoldReview" camunda:dueDate="${clocks.due()}" | calls clocks.due() with 0 values, which that bean does not offer
                    processes/review.bpmn | <bpmn:userTask id="User_HoldReview" | <bpmn:userTask id="User_HoldReview" camunda:dueDate="${clock.due(execution)}" | clock is not a bean that models are offered
                    processes/review.bpmn | <bpmn:userTask id="User_HoldReview" | <bpmn:userTask id="User_HoldReview" camunda:dueDate="${''.getClass().forName('java.lang.Runtime')}" | User_HoldReview "Hold the review 召开复盘会议": the expression ${''.getClass().forName('java.lang.Runtime')} calls forName() on the result
                    processes/review.bpmn | <bpmn:userTask id="User_HoldReview" | <bpmn:userTask id="User_HoldReview" camunda:dueDate="${clocks.due(execution" | is not a complete expression
                    processes/review.bpmn | camunda:delegateExpression="${inviteToReview}" | camunda:class="java.lang.ProcessBuilder" | names a Java class
                    processes/review.bpmn | camunda:formRef="hold-review" camunda:formRefBinding="deployment" | camunda:formKey="embedded:app:forms/x.html" | uses an embedded or external form
                    processes/grade-crisis.bpmn | ${gradeChange == 'better' | ${gradeChanged == 'better' | speaks of gradeChanged, which no form, table or step writes
                    processes/crisis-response.bpmn | name="FactsReported" | name="FactsAdded" | waits for the message FactsAdded, which nothing sends. Choose one of ChannelAnswered, CompensationSettled, ContactAnswered, ContactUndelivered, DrillBrokenOff, DutiesSettled, DutyDropped, FactsReported
                    processes/crisis-response.bpmn | name="FactsReported" | ~ ~ | waits for a message without a name
                    processes/activate-plan.bpmn | camunda:collection="signatories" | camunda:collection="reviewers" | repeats for each of reviewers, which no form, table or step writes
                    processes/publish-statement.bpmn | camunda:formRef="approve-statement" | camunda:formRef="confirm-loss" | records an approval without the form approve-statement
                    forms/approve-statement.form | "key": "statementTextZh" | "key": "statementNoteZh" | does not show statementTextZh to whoever approves
                    processes/recover.bpmn | ${proposal.compensationKind} | ${proposal.compensationKinds} | gives no compensationKinds, which the diagram takes from the decision compensation. Use one of compensationAmount
                    processes/alert-management.bpmn | camunda:candidateGroups="management" | camunda:candidateGroups="managers" | is given to managers, which is not a group. Use one of contentReview, customerService
                    processes/alert-management.bpmn | camunda:candidateGroups="management" | ~ ~ | is given to nobody
                    processes/review.bpmn | camunda:formRef="hold-review" camunda:formRefBinding="deployment" | ~ ~ | has no form
                    processes/review.bpmn | <camunda:executionListener expression="${clocks.marks(execution,&#39;reviewed&#39;)}" event="end" /> | <camunda:executionListener expression="${clocks.marks(execution,&#39;reviewed&#39;)}" event="end" /><camunda:taskListener delegateExpression="${announceTask}" event="complete" /> | tells nobody that it is there. Remove its own listener "announce", since every task has one without being drawn, or let it call ${announceTask} at "create"
                    processes/review.bpmn | <camunda:executionListener expression="${clocks.marks(execution,&#39;reviewed&#39;)}" event="end" /> | <camunda:executionListener expression="${clocks.marks(execution,&#39;reviewed&#39;)}" event="end" /><camunda:taskListener delegateExpression="${escalateTask}" event="timeout" id="remind"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></camunda:taskListener> | reminds nobody before it is due
                    processes/review.bpmn | <camunda:executionListener expression="${clocks.marks(execution,&#39;reviewed&#39;)}" event="end" /> | <camunda:executionListener expression="${clocks.marks(execution,&#39;reviewed&#39;)}" event="end" /><camunda:taskListener delegateExpression="${escalateTask}" event="timeout" id="escalate" /> | is not escalated when it is overdue
                    processes/review.bpmn | name="Hold the review 召开复盘会议" | name="Hold the review" | User_HoldReview "Hold the review": it is named in one language only
                    processes/review.bpmn | name="Hold the review 召开复盘会议" | ~ ~ | User_HoldReview: it has no name
                    processes/publish-statement.bpmn | name="no, revise 否，修改" | ~ ~ | Flow_ApprovedToDraftStatement: the way out has no name
                    processes/publish-statement.bpmn | default="Flow_ApprovedToDraftStatement" | ~ ~ | has 1 way(s) out that are neither the default nor have a condition
                    processes/review.bpmn | value="R58" | value="58" | has the clause "58", which is not written as clauses are
                    processes/review.bpmn | <camunda:property name="clause" value="R58 | <camunda:property name="rule" value="R58 | does not say which clause of the plan it carries out
                    processes/crisis-response.bpmn | <camunda:in businessKey="#{execution.processBusinessKey}" /> | ~ ~ | does not pass the crisis number on
                    dmn/team.dmn | R43: | ~ ~ | does not say which clause it carries out and why
                    dmn/team.dmn | label="Role 角色" | label="Role" | the result "Role" is headed in one language only
                    dmn/crisis-level.dmn | &gt; 15 | &gt;&gt; 15 | has the condition >> 15 under "Minutes out 停机分钟", which cannot be read
                    dmn/crisis-level.dmn | href="#dataLevel" | href="#leakLevel" | needs the decision leakLevel, which is not in this file
                    dmn/loss.dmn | <text> | <text>sum(for i in 1..900000000 return i) +  | which could take any time
                    forms/hold-review.form | "type": "textarea" | "type": "html" | is a component of the type html, which the plan's forms do not use
                    forms/hold-review.form | "text": " | "text": "{{title}} | mixes variables into its text
                    forms/hold-review.form | "key": "reviewCauses" | "key": "review causes" | has the key "review causes", which is no name of a variable
                    forms/hold-review.form | "key": "reviewCauses" | "key": "reviewWeaknesses" | writes reviewWeaknesses, which another field of the form writes too
                    forms/hold-review.form | "=level = null | "=level == null | has a condition that cannot be used: =level == null
                    forms/hold-review.form | "=level = null | "level = null | has a condition that is not evaluated
                    forms/hold-review.form | "executionPlatform": "Camunda Platform" | "executionPlatform": "Camunda Cloud" | was drawn for Camunda 8
                    """)
    void aBrokenPlanIsExplained(String file, String whole, String broken, String finding) {
        assertThat(CHECK.check(changed(file, whole, broken.strip())))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.startsWith(file) && sentence.contains(finding));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Activity_0x1y2z3 | has an id that Modeler made up. Give it a name that lasts
                    Task_HoldReview | has an id that does not say what it is. Name it User_ and its words
                    """)
    void anIdThatSaysNothingIsExplained(String id, String finding) {
        String renamed = text("processes/review.bpmn").replace("User_HoldReview", id);

        assertThat(CHECK.check(with("processes/review.bpmn", renamed)))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.contains(id) && sentence.contains(finding));
    }

    @Test
    void aTaskMayHaveADueDateAndListenersOfItsOwn() {
        String task = text("processes/review.bpmn")
                .replace(
                        "<bpmn:userTask id=\"User_HoldReview\"",
                        "<bpmn:userTask id=\"User_HoldReview\" camunda:dueDate=\"${clocks.due(execution)}\"")
                .replace(
                        "<camunda:executionListener expression=\"${clocks.marks(execution,&#39;reviewed&#39;)}\" event=\"end\" />",
                        """
                        <camunda:executionListener expression="${clocks.marks(execution,&#39;reviewed&#39;)}" event="end" />
                        <camunda:taskListener delegateExpression="${announceTask}" event="create" id="announce" />
                        <camunda:taskListener delegateExpression="${remindOfTask}" event="timeout" id="remind">
                          <bpmn:timerEventDefinition id="User_HoldReview_remind">
                            <bpmn:timeDate xsi:type="bpmn:tFormalExpression">${clocks.remindAt(execution)}</bpmn:timeDate>
                          </bpmn:timerEventDefinition>
                        </camunda:taskListener>
                        <camunda:taskListener delegateExpression="${escalateTask}" event="timeout" id="escalate">
                          <bpmn:timerEventDefinition id="User_HoldReview_escalate">
                            <bpmn:timeCycle xsi:type="bpmn:tFormalExpression">${clocks.escalations(execution)}</bpmn:timeCycle>
                          </bpmn:timerEventDefinition>
                        </camunda:taskListener>""");

        assertThat(task).contains("${clocks.due(execution)}", "${escalateTask}");
        assertThat(CHECK.check(with("processes/review.bpmn", task))).isEmpty();
    }

    @Test
    void aTaskWithoutInstructionIsExplained() {
        String task = text("processes/review.bpmn")
                .replaceFirst("(?s)(<bpmn:userTask.*?)<bpmn:documentation>.*?</bpmn:documentation>", "$1");

        assertThat(CHECK.check(with("processes/review.bpmn", task)))
                .extracting(PlanCheckFinding::problem)
                .contains("does not tell the person what to do");
    }

    @Test
    void whatTwoFilesDefineIsExplained() {
        assertThat(CHECK.check(with("processes/second.bpmn", text("processes/review.bpmn"))))
                .extracting(PlanCheckFinding::toString)
                .contains("processes/second.bpmn: defines the process review that processes/review.bpmn defines too. "
                        + "Give one of them another id.");
    }

    @Test
    void anEmptyFolderIsNoPlan() {
        assertThat(CHECK.check(new PlanBundle(new TreeMap<>())))
                .extracting(PlanCheckFinding::problem)
                .contains("holds no diagram");
    }

    @Test
    void everythingIsSaidAtOnce() {
        PlanBundle twice = changed("processes/review.bpmn", "${inviteToReview}", "${nothing}");
        SortedMap<String, byte[]> files = new TreeMap<>(twice.files());
        files.remove("forms/hold-review.form");
        files.put("forms/report-crisis.form", "{".getBytes(StandardCharsets.UTF_8));

        assertThat(new PlanRefused("here", CHECK.check(new PlanBundle(files))))
                .hasMessageContaining("Put this right")
                .hasMessageContaining("${nothing}")
                .hasMessageContaining("uses the form hold-review, which is not in the bundle")
                .hasMessageContaining("forms/report-crisis.form: is not JSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sourceRef="User_DraftStatement" targetRef="Gateway_Submitted" | sourceRef="User_DraftStatement" targetRef="Sub_Channels"
                    sourceRef="User_ApproveStatement" targetRef="Gateway_Approved" | sourceRef="User_ApproveStatement" targetRef="Sub_Channels"
                    sourceRef="Gateway_Submitted" targetRef="Rule_DetermineApprovers" | sourceRef="Gateway_Submitted" targetRef="Gateway_Approved"
                    ${recordApproval} | ${keepDraft}
                    """)
    void noPathPublishesWithoutAnApproval(String whole, String broken) {
        assertThat(CHECK.check(changed("processes/publish-statement.bpmn", whole, broken)))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.contains("Service_PublishToChannel \"Publish on the channel")
                        && sentence.contains("can be reached without an approval, by way of Start_Statement, "));
    }

    @Test
    void aTimerThatGivesUpWaitingForApprovalMayNotPublish() {
        String impatient = """
                <bpmn:boundaryEvent id="Boundary_TooLong" name="Too long 太久" attachedToRef="User_ApproveStatement">
                  <bpmn:outgoing>Flow_TooLong</bpmn:outgoing>
                  <bpmn:timerEventDefinition id="Timer_TooLong"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
                </bpmn:boundaryEvent>
                <bpmn:sequenceFlow id="Flow_TooLong" sourceRef="Boundary_TooLong" targetRef="Sub_Channels" />
                <bpmn:subProcess id="Sub_Channels\"""";

        assertThat(CHECK.check(
                        changed("processes/publish-statement.bpmn", "<bpmn:subProcess id=\"Sub_Channels\"", impatient)))
                .extracting(PlanCheckFinding::problem)
                .anyMatch(problem -> problem.contains("without an approval") && problem.contains("Boundary_TooLong"));
    }

    @Test
    void whoDoesNotWaitForTheChannelsIsToldThatOnlyThePageSpeaks() {
        String sentence = "publishes on the product's own page only";
        assertThat(
                        CHECK.check(
                                changed(
                                        "processes/publish-statement.bpmn",
                                        "<bpmn:messageEventDefinition id=\"Catch_ChannelAnswered_message\" messageRef=\"Message_ChannelAnswered\" />",
                                        "<bpmn:timerEventDefinition id=\"Catch_ChannelAnswered_timer\"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>")))
                .filteredOn(finding -> !finding.isError())
                .extracting(PlanCheckFinding::problem)
                .anyMatch(problem -> problem.contains(sentence));
    }

    @Test
    void publishingElsewhereIsRefused() {
        assertThat(CHECK.check(changed("processes/review.bpmn", "${inviteToReview}", "${publishToChannel}")))
                .extracting(PlanCheckFinding::problem)
                .contains("publishes by itself");
    }

    static PlanBundle changed(String file, String whole, String broken) {
        assertThat(text(file)).as("%s has it to be broken", file).contains(whole);
        return with(
                file, text(file).replaceFirst(java.util.regex.Pattern.quote(whole), Matcher.quoteReplacement(broken)));
    }

    static PlanBundle with(String file, String content) {
        SortedMap<String, byte[]> files = new TreeMap<>(PLAN.files());
        files.put(file, content.getBytes(StandardCharsets.UTF_8));
        return new PlanBundle(files);
    }

    static String text(String file) {
        return new String(PLAN.files().get(file), StandardCharsets.UTF_8);
    }

    /** The beans that models are offered, found without starting the product. */
    static Map<String, Class<?>> beansOfTheProduct() {
        return PlanCheckVocabulary.ofTheProduct().beans();
    }
}
