package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Diagrams that would stop, wait for ever, lose an answer or do nothing are refused; honest changes are not. */
class PlanCheckDiagramsTest {

    private static final PlanCheckVocabulary VOCABULARY = PlanCheckVocabulary.with(PlanCheckTest.beansOfTheProduct());

    private static final PlanCheckReader READER = new PlanCheckReader(VOCABULARY);

    private static final String TECHNICAL = "processes/handle-technical.bpmn";

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    handle-technical.bpmn | sourceRef="User_RepairService" targetRef="User_VerifyRepair" | sourceRef="User_RepairService" targetRef="Gateway_HandleAndReport" | User_VerifyRepair "Check that it works 验证修复结果": is reached by no flow
                    handle-technical.bpmn | sourceRef="User_VerifyRepair" targetRef="Gateway_Works" | sourceRef="User_RepairService" targetRef="Gateway_Works" | User_VerifyRepair "Check that it works 验证修复结果": leads nowhere
                    recover.bpmn | camunda:asyncBefore="true" camunda:resultVariable="proposal" | camunda:resultVariable="proposal" | Rule_ProposeCompensation "Propose a compensation 提出补偿方案": runs together with what somebody does at User_ConfirmRecovery in recover
                    review.bpmn | sourceRef="Service_ArchiveCase" targetRef="End_Reviewed" | sourceRef="Service_ArchiveCase" targetRef="User_HoldReview" | End_Reviewed "Review done 复盘完成": is reached by no flow
                    review.bpmn | sourceRef="Service_ArchiveCase" targetRef="End_Reviewed" | sourceRef="Service_ArchiveCase" targetRef="Start_Review" | leads to Start_Review, where only a case begins
                    review.bpmn | sourceRef="Service_ArchiveCase" targetRef="End_Reviewed" | sourceRef="End_Reviewed" targetRef="Service_ArchiveCase" | leads on from End_Reviewed, where a case ends
                    initiate-response.bpmn | sourceRef="Call_ActivatePlan" targetRef="End_Activated" | sourceRef="Call_ActivatePlan" targetRef="Gateway_Severe" | leads across the border of a sub-process
                    handle-technical.bpmn | <bpmn:terminateEventDefinition id="End_Repaired_terminate" /> | ~ ~ | never ends, whatever way a case takes
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeDuration>P1M</bpmn:timeDuration> | waits for P1M, but months and years are not equally long
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeDuration>P1Y</bpmn:timeDuration> | waits for P1Y, but months and years
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeDuration>PT0S</bpmn:timeDuration> | waits for PT0S, which is over at once
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeDuration>-PT5M</bpmn:timeDuration> | waits for -PT5M, which is over at once
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeDuration>30 minutes</bpmn:timeDuration> | waits for 30 minutes, which is no duration
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeDuration>P2W</bpmn:timeDuration> | waits for P2W, which is no duration
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeDate>2026-12-24T18:00:00Z</bpmn:timeDate> | one day for every crisis
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeDate>tomorrow</bpmn:timeDate> | which is no date
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeCycle>R/PT1H</bpmn:timeCycle> | is repeated without end by R/PT1H, but happens only once
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeCycle>R0/PT1H</bpmn:timeCycle> | which is no cycle
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | <bpmn:timeCycle>R3/PT10S</bpmn:timeCycle> | more often than once a minute
                    handle-technical.bpmn | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${clocks.untilReminder(execution,'progress')}</bpmn:timeDuration> | ~ ~ | has a timer without a time
                    verify-contacts.bpmn | <bpmn:timeCycle xsi:type="bpmn:tFormalExpression">0 0 9 * * ?</bpmn:timeCycle> | <bpmn:timeDuration>PT1H</bpmn:timeDuration> | waits for an event, but a case only begins where it is reported or called
                    verify-contacts.bpmn | calledElement="verify-contact" | calledElement="verify-contacts" | begins by a timer, but its process is called by another
                    handle-technical.bpmn | clocks.untilReminder(execution,'progress') | clocks.every(execution,'progress') | waits for a duration, but ${clocks.every(execution,'progress')} gives a cycle
                    handle-technical.bpmn | clocks.untilReminder(execution,'progress') | clocks.within(execution,'progres') | speaks of 'progres', which is not a step that the deadlines table has a row for
                    handle-and-recover.bpmn | clocks.halves(execution,'recover') | clocks.within(execution,'recover') | waits for a cycle, but
                    initiate-response.bpmn | clocks.starts(execution,&#39;respond&#39;) | clocks.starts(execution,&#39;answer&#39;) | speaks of 'respond', which is not a promise that clocks.starts lets run
                    initiate-response.bpmn | clocks.met(execution,&#39;respond&#39;) | clocks.met(execution,&#39;recover&#39;) | speaks of 'respond', which is not a promise that clocks.met ever keeps
                    crisis-response.bpmn | crisis.enters(execution,&#39;verifying&#39;) | crisis.enters(execution,&#39;verify&#39;) | speaks of 'verify', which is not a phase of the plan
                    crisis-response.bpmn | clocks.marks(execution,&#39;activated&#39;) | clocks.marks(execution,&#39;active&#39;) | speaks of 'active', which is not a moment
                    handle-technical.bpmn | crisis.asksAnew(execution,&#39;repairWorks repairEvidence&#39;) | crisis.asksAnew(execution,&#39;repairWork repairEvidence&#39;) | takes the answer repairWork, which its form does not ask
                    handle-technical.bpmn | crisis.takesAnswer(execution,&#39;repairWorks&#39;) | crisis.takesAnswer(execution,&#39;repairEvidence&#39;) | asks repairWorks anew, but does not take the answer
                    initiate-response.bpmn | escalationCode="DepartmentSuffices" | ~ ~ | throws something without a code
                    publish-statement.bpmn | errorCode="ChannelRefused" | errorCode="ChannelBroken" | throws ChannelRefused, which nothing around it catches
                    publish-statement.bpmn | errorCode="ChannelRefused" | errorCode="ChannelBroken" | waits for ChannelBroken, which nothing throws where it would be caught. Choose one of ChannelRefused
                    handle-technical.bpmn | ${repairWorks == 'no'} | ${repairWorks == 'false'} | compares repairWorks with 'false', which it never is. Compare it with one of no, yes
                    handle-technical.bpmn | ${repairWorks == 'no'} | ${repairWorks == 'no' &amp;&amp; repairWorks == 'yes'} | is never taken
                    handle-technical.bpmn | ${repairWorks == 'no'} | repairWorks == 'no' | asks "repairWorks == 'no'", which is not one expression
                    handle-technical.bpmn | ${repairWorks == 'no'} | ${reviewCauses == 'no'} | speaks of reviewCauses, which nothing writes before a case comes here
                    handle-technical.bpmn | ${repairWorks == 'no'} | ${execution.getVariable('reviewCauses') == null} | asks for reviewCauses, which nothing writes before
                    handle-technical.bpmn | default="Flow_WorksToRepaired" | default="Flow_WorksToRepairService" | is the default flow and has a condition, which is never asked
                    initiate-response.bpmn | ${level &gt; 2} | ${level &gt; 3} | is never taken
                    grade-crisis.bpmn | ${gradeChange == 'better' | ${gradeChange == 'improved' | compares gradeChange with 'improved', which it never is
                    crisis-response.bpmn | ${isCrisis == 'no'} | ${consent == 'no'} | speaks of consent, which nothing writes before a case comes here
                    initiate-response.bpmn | ${caseResult == 'worse'} | ${caseResult == 'bad'} | compares caseResult with 'bad', which it never is
                    initiate-response.bpmn | <camunda:out source="caseResult" target="caseResult" /> | <camunda:out source="result" target="caseResult" /> | takes result from handle-in-department, where nothing writes it
                    initiate-response.bpmn | <camunda:out source="caseResult" target="caseResult" /> | ~ ~ | speaks of caseResult, which nothing writes before
                    issue-compensation.bpmn | <camunda:inputParameter name="compensationListed">${compensation.listed(execution)}</camunda:inputParameter> | ~ ~ | has a form that shows compensationListed, which nothing has written by then
                    control-information.bpmn | source="updateKind" target="statementKind" | source="updateType" target="statementKind" | asks for updateType, which nothing writes before
                    activate-plan.bpmn | camunda:collection="signatories" | camunda:collection="approvers" | speaks of approvers, which nothing writes before a case comes here
                    publish-statement.bpmn | camunda:collection="${statements.approvers(execution)}" camunda:elementVariable="approverGroup" | ~ ~ | is repeated, but does not say for what
                    recover.bpmn | sourceRef="Rule_ProposeCompensation" targetRef="User_ApproveCompensation" | sourceRef="Rule_ProposeCompensation" targetRef="Gateway_Compensate" | User_ApproveCompensation
                    """)
    void aFaultInADiagramIsExplained(String file, String whole, String broken, String finding) {
        assertThat(diagrams(PlanCheckTest.changed("processes/" + file, whole, broken.strip())))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.contains(finding.strip()));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    verify-report.form | "value": "no" | "value": "false-alarm" | compares isCrisis with 'no', which it never is. Compare it with one of false-alarm, yes
                    verify-report.form | "value": "no" | "value": "false-alarm" | isCrisis: offers the value false-alarm, which the product does not understand
                    triage-signals.form | "value": "both" | "value": "all" | crisisKind: does not offer the value both, which the product acts on
                    consent-to-downgrade.form | "value": "yes" | "value": "agree" | consent: does not offer the value yes
                    approve-statement.form | "value": "reject" | "value": "decline" | verdict: offers the value decline
                    sign-activation.form | "value": "object" | "value": "refuse" | compares signature with 'object', which it never is
                    decide-on-objection.form | "value": "repeat" | "value": "again" | compares objectionDecision with 'repeat', which it never is
                    verify-repair.form | "key": "repairWorks" | "key": "repairDone" | takes the answer repairWorks, which its form does not ask
                    isolate-fault.form | "key": "faultCause" | "key": "reviewCauses" | has a form that shows reviewCauses, which nothing has written by then
                    isolate-fault.form | "key": "isolationMeasures" | "key": "reviewCauses" | reviewCauses: is asked by User_IsolateFault in contain-crisis, but is read in another process only
                    consent-to-downgrade.form | "key": "gradedLevel" | "key": "nextLevel" | shows nextLevel, which nothing has written by then
                    verify-repair.form | "hide": "=repairMeasures = null | "hide": "=repairMesures = null | has a form with a condition on repairMesures
                    """)
    void aFaultBetweenFormAndDiagramIsExplained(String form, String whole, String broken, String finding) {
        assertThat(diagrams(PlanCheckTest.changed("forms/" + form, whole, broken)))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.contains(finding));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    manualTask | ~ ~ | is a manual task, which nothing is done for
                    task | ~ ~ | is a task of no kind
                    sendTask | ~ ~ | is a send task, but does not say how
                    sendTask | camunda:delegateExpression="${sendMail}" | calls ${sendMail}, which the product does not offer
                    sendTask | camunda:delegateExpression="${announceTask}" | is not of the kind that a send task runs
                    serviceTask | ~ ~ | does nothing
                    businessRuleTask | camunda:delegateExpression="${reportClock}" | does not name the decision it uses
                    intermediateThrowEvent | ~ ~ | is an event that does nothing
                    receiveTask | ~ ~ | waits for a message without a name
                    adHocSubProcess | ~ ~ | is an ad hoc sub-process
                    transaction | ~ ~ | is a transaction, which nothing is done for
                    subProcess | ~ ~ | has no start event
                    complexGateway | ~ ~ | is a complex gateway
                    """)
    void aStepThatDoesNothingIsExplained(String kind, String attributes, String finding) {
        assertThat(diagrams(
                        withStep("<bpmn:%s id=\"Step_New\" name=\"New 新\" %s />".formatted(kind, attributes.strip()))))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.contains(finding));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    <bpmn:userTask id="Step_New" name="New 新"><bpmn:standardLoopCharacteristics /></bpmn:userTask> | is marked as a loop, which is done only once
                    <bpmn:userTask id="Step_New" name="New 新"><bpmn:multiInstanceLoopCharacteristics /></bpmn:userTask> | is repeated, but does not say for what
                    <bpmn:intermediateThrowEvent id="Step_New" name="New 新"><bpmn:signalEventDefinition id="Signal_x" /></bpmn:intermediateThrowEvent> | is a signal, which every running crisis would hear
                    <bpmn:intermediateThrowEvent id="Step_New" name="New 新"><bpmn:compensateEventDefinition id="Comp_x" /></bpmn:intermediateThrowEvent> | undoes what was done
                    <bpmn:intermediateThrowEvent id="Step_New" name="New 新"><bpmn:messageEventDefinition id="Mess_x" /></bpmn:intermediateThrowEvent> | is an event that sends, but does not say how
                    <bpmn:intermediateCatchEvent id="Step_New" name="New 新"><bpmn:timerEventDefinition id="Time_x"><bpmn:timeDuration>PT0M</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent> | waits for PT0M, which is over at once
                    <bpmn:intermediateCatchEvent id="Step_New" name="New 新"><bpmn:conditionalEventDefinition id="Cond_x"><bpmn:condition>${reviewCauses != null}</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent> | asks for reviewCauses, which nothing writes before
                    <bpmn:intermediateThrowEvent id="Step_New" name="New 新"><bpmn:linkEventDefinition id="Link_x" name="A" /></bpmn:intermediateThrowEvent> | ~Step_New~
                    """)
    void anEventThatDoesNothingIsExplained(String step, String finding) {
        assertThat(diagrams(withStep(step)))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.contains("Step_New") && sentence.contains(finding));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    processes/contain-crisis.bpmn | name="Isolate the fault 隔离故障系统" | name="Contain the fault 控制故障系统"
                    processes/handle-technical.bpmn | ${clocks.untilReminder(execution,'progress')} | PT30M
                    processes/handle-technical.bpmn | ${clocks.untilReminder(execution,'progress')} | P2D
                    processes/handle-technical.bpmn | ${clocks.untilReminder(execution,'progress')} | P1DT12H
                    processes/handle-technical.bpmn | ${repairWorks == 'no'} | ${repairWorks != 'yes'}
                    processes/handle-technical.bpmn | ${repairWorks == 'no'} | ${'no' == repairWorks}
                    processes/handle-technical.bpmn | ${repairWorks == 'no'} | ${repairWorks eq 'no'}
                    processes/handle-technical.bpmn | ${repairWorks == 'no'} | #{repairWorks == 'no'}
                    processes/handle-technical.bpmn | ${repairWorks == 'no'} | ${execution.getVariable('repairWorks') == 'no'}
                    processes/handle-technical.bpmn | ${repairWorks == 'no'} | ${repairWorks == 'no' &amp;&amp; level &lt; 3}
                    processes/handle-technical.bpmn | ${repairWorks == 'no'} | ${repairWorks == 'no' or technical == false}
                    processes/initiate-response.bpmn | ${level &gt; 2} | ${level == 3}
                    processes/initiate-response.bpmn | ${level &gt; 2} | ${level gt 2}
                    processes/initiate-response.bpmn | <camunda:out source="caseRecord" target="caseRecord" /> | <camunda:out source="caseRecord" target="caseRecord" /><camunda:out source="caseResult" target="departmentResult" />
                    processes/crisis-response.bpmn | <bpmn:userTask id="User_VerifyReport" | <bpmn:userTask id="User_VerifyReport" camunda:asyncAfter="true"
                    processes/review.bpmn | <bpmn:userTask id="User_HoldReview" | <bpmn:userTask id="User_HoldReview" camunda:priority="80"
                    processes/review.bpmn | <dc:Bounds x=" | <dc:Bounds x="1
                    processes/recover.bpmn | <camunda:in source="compensationKind" target="compensationKind" /> | <camunda:in source="compensationKind" target="compensationKind" /><camunda:in source="compensationReason" target="compensationReason" />
                    forms/isolate-fault.form | "components": [ | "components": [ {"type": "textarea", "id": "Field_new", "key": "isolationNote", "label": "Note 备注"},
                    forms/verify-repair.form | "components": [ | "components": [ {"type": "number", "id": "Field_new", "key": "downtimeHours", "label": "Hours 小时", "properties": {"record": "true"}},
                    """)
    void anHonestChangeIsAccepted(String file, String whole, String changed) {
        assertThat(PlanCheckTest.CHECK.check(PlanCheckTest.changed(file, whole, changed)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a timer that gives up waiting
                """
        <bpmn:boundaryEvent id="Boundary_Late" name="Late 太久" attachedToRef="User_RepairService"><bpmn:extensionElements>
        <camunda:properties><camunda:property name="clause" value="R50" /></camunda:properties></bpmn:extensionElements>
        <bpmn:timerEventDefinition id="Boundary_Late_timer"><bpmn:timeDuration>PT4H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
        <bpmn:sequenceFlow id="Flow_Late" sourceRef="Boundary_Late" targetRef="User_VerifyRepair" />
        """,
                // a timer that only informs
                """
        <bpmn:boundaryEvent id="Boundary_Late" name="Late 太久" cancelActivity="false" attachedToRef="User_RepairService"><bpmn:extensionElements>
        <camunda:properties><camunda:property name="clause" value="R50" /></camunda:properties></bpmn:extensionElements>
        <bpmn:timerEventDefinition id="Boundary_Late_timer"><bpmn:timeCycle>R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>
        <bpmn:endEvent id="End_Late" name="Late 太久" /><bpmn:sequenceFlow id="Flow_Late" sourceRef="Boundary_Late" targetRef="End_Late" />
        """
            })
    void anHonestAdditionIsAccepted(String addition) {
        assertThat(PlanCheckTest.CHECK.check(PlanCheckTest.changed(
                        TECHNICAL, "<bpmn:exclusiveGateway", addition + "<bpmn:exclusiveGateway")))
                .isEmpty();
    }

    @Test
    void aNewTaskWithAllItNeedsIsAccepted() {
        var task = java.util.regex.Pattern.compile("(?s)<bpmn:userTask id=\"User_RepairService\".*?</bpmn:userTask>")
                .matcher(PlanCheckTest.text(TECHNICAL));
        assertThat(task.find()).isTrue();

        assertThat(PlanCheckTest.CHECK.check(withStep(task.group()
                        .replace("User_RepairService", "Step_New")
                        .replaceAll("<bpmn:(incoming|outgoing)>[^<]*</bpmn:\\1>", "")
                        .replaceAll("(Timer|id=\")([A-Za-z_]*Repair)", "$1New$2"))))
                .extracting(PlanCheckFinding::problem)
                .containsOnly("has an id that does not say what it is");
    }

    @Test
    void aRemarkInTheDrawingIsAccepted() {
        String remark = """
                <bpmn:textAnnotation id="Annotation_Note"><bpmn:text>See R50</bpmn:text></bpmn:textAnnotation>
                <bpmn:association id="Association_Note" sourceRef="User_RepairService" targetRef="Annotation_Note" />
                </bpmn:process>""";

        assertThat(PlanCheckTest.CHECK.check(PlanCheckTest.changed(TECHNICAL, "</bpmn:process>", remark)))
                .isEmpty();
    }

    @Test
    void aDiagramWithoutADrawingIsAccepted() {
        assertThat(PlanCheckTest.CHECK.check(PlanCheckTest.with(
                        TECHNICAL,
                        PlanCheckTest.text(TECHNICAL)
                                .replaceAll("(?s)<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", ""))))
                .isEmpty();
    }

    @Test
    void theMainProcessFitsOnOnePage() {
        assertThat(PlanCheckTest.text("processes/crisis-response.bpmn").split("<bpmndi:BPMNShape "))
                .as("shapes, and what stands before the first")
                .hasSizeLessThanOrEqualTo(25 + 1);
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    handle-technical | Gateway_Works | parallelGateway | has a condition, but no gateway asks it
                    assess-crisis | Gateway_Investigate | exclusiveGateway | Gateway_AllFound: waits for ever
                    assess-crisis | Gateway_Investigate | inclusiveGateway | Gateway_AllFound: waits for ever
                    assess-crisis | Gateway_AllFound | exclusiveGateway | happens more than once at the same time
                    handle-and-recover | Gateway_Handled | parallelGateway | Gateway_Handled: waits for ever
                    handle-and-recover | Gateway_Handled | exclusiveGateway | happens more than once at the same time
                    crisis-response | Gateway_BothDone | exclusiveGateway | happens more than once at the same time
                    handle-and-recover | Gateway_Kinds | eventBasedGateway | follows a gateway that waits for events, but is none
                    control-information | Gateway_Wait | parallelGateway | waits for ever
                    """)
    void aGatewayOfTheWrongKindIsExplained(String file, String gateway, String kind, String finding) {
        String whole = PlanCheckTest.text("processes/" + file + ".bpmn");
        String plain = whole.replaceFirst("(<bpmn:\\w+Gateway id=\"" + gateway + "\"[^>]*) default=\"\\w+\"", "$1");
        String changed = plain.replaceFirst(
                "(?s)<bpmn:\\w+Gateway (id=\"" + gateway + "\".*?)</bpmn:\\w+Gateway>",
                "<bpmn:" + kind + " $1</bpmn:" + kind + ">");
        assertThat(changed).isNotEqualTo(whole);

        assertThat(diagrams(PlanCheckTest.with("processes/" + file + ".bpmn", changed)))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.contains(finding));
    }

    @Test
    void whatADeletedStepWroteIsMissed() {
        String shorter = PlanCheckTest.text(TECHNICAL)
                .replaceAll("(?s)<bpmn:userTask id=\"User_VerifyRepair\".*?</bpmn:userTask>", "")
                .replaceAll("<bpmn:sequenceFlow id=\"Flow_RepairServiceToVerifyRepair\"[^>]*/>", "")
                .replaceAll(
                        "(?s)<bpmndi:BPMN(Shape|Edge)[^>]*bpmnElement=\"(User_VerifyRepair|Flow_RepairServiceToVerifyRepair)\".*?</bpmndi:BPMN\\1>",
                        "")
                .replaceAll("<bpmn:(incoming|outgoing)>Flow_RepairServiceToVerifyRepair</bpmn:\\1>", "")
                .replace("sourceRef=\"User_VerifyRepair\"", "sourceRef=\"User_RepairService\"");

        assertThat(diagrams(PlanCheckTest.with(TECHNICAL, shorter)))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.contains("speaks of repairWorks, which nothing writes before"));
    }

    @Test
    void aLineWithoutAFlowIsExplained() {
        String left = PlanCheckTest.text(TECHNICAL)
                .replaceAll("<bpmn:sequenceFlow id=\"Flow_HandleAndReportToRepairService\"[^>]*/>", "");

        assertThat(diagrams(PlanCheckTest.with(TECHNICAL, left)))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.contains(
                        "Flow_HandleAndReportToRepairService: is drawn, but is not in the diagram any more"));
    }

    @Test
    void aFactThatIsAskedInACalledProcessAloneIsNamed() {
        assertThat(diagrams(withRumour("forms/measure-volume.form")))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(sentence -> sentence.contains("rumourPosts: is asked by User_MeasureVolume in assess-crisis"))
                .anyMatch(sentence -> sentence.contains("asks for rumourPosts, which is known at no step"));
    }

    @Test
    void aFactThatIsAskedWhereItIsGradedIsAccepted() {
        assertThat(diagrams(withRumour("forms/verify-report.form")))
                .extracting(PlanCheckFinding::toString)
                .noneMatch(sentence -> sentence.contains("rumourPosts"));
    }

    private static PlanBundle withRumour(String form) {
        SortedMap<String, byte[]> files = new TreeMap<>(PlanCheckTest.PLAN.files());
        put(files, form, PlanCheckTest.text(form).replaceFirst("\"components\": \\[", """
                $0 {"type": "number", "id": "Field_rumourPosts", "key": "rumourPosts", "label": "Rumour posts 谣言帖数"},"""));
        String table = "dmn/crisis-level.dmn";
        put(
                files,
                table,
                PlanCheckTest.text(table)
                        .replace(
                                "if discussions = \"\" then null else discussions",
                                "if rumourPosts = \"\" then null else rumourPosts"));
        return new PlanBundle(files);
    }

    private static void put(SortedMap<String, byte[]> files, String file, String content) {
        assertThat(content).isNotEqualTo(PlanCheckTest.text(file));
        files.put(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A step before the repair of the fault. */
    private static PlanBundle withStep(String step) {
        return PlanCheckTest.with(
                TECHNICAL,
                PlanCheckTest.text(TECHNICAL)
                        .replace(
                                "sourceRef=\"Gateway_HandleAndReport\" targetRef=\"User_RepairService\" />",
                                "sourceRef=\"Gateway_HandleAndReport\" targetRef=\"Step_New\" />" + step
                                        + "<bpmn:sequenceFlow id=\"Flow_NewToRepairService\" sourceRef=\"Step_New\" targetRef=\"User_RepairService\" />"));
    }

    private static List<PlanCheckFinding> diagrams(PlanBundle bundle) {
        var report = new PlanCheckReport();
        var models = PlanCheckModels.read(bundle, READER, report);
        var rules = new PlanCheckDiagrams(models, VOCABULARY, report);
        models.processes().forEach((file, model) -> {
            rules.check(file, model);
            new PlanCheckTasks(VOCABULARY, report).check(file, model);
            new PlanCheckReferences(models, VOCABULARY, report).check(file, model);
            new PlanCheckProcesses(report).check(file, model);
        });
        rules.checkTogether();
        return report.findings();
    }
}
