package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.crisisplan.BesideThePlan;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A model that could run code on the server is refused whichever way it comes, and nothing of it stays. */
@PlanTest
class PlanCheckAtDeploymentTest {

    @Autowired
    RepositoryService repository;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <serviceTask id="Service_Bad" camunda:expression="${''.getClass().forName('java.lang.Runtime')}"/> | getClass()
                    <serviceTask id="Service_Bad" camunda:expression="${runtimeService.deleteProcessInstance('1','')}"/> | runtimeService is not a bean
                    <serviceTask id="Service_Bad" camunda:expression="${execution.processEngineServices}"/> | processEngineServices
                    <serviceTask id="Service_Bad" camunda:expression="${execution['processEngine']}"/> | processEngine
                    <serviceTask id="Service_Bad" camunda:expression="${title['class'].name}"/> | class
                    <serviceTask id="Service_Bad" camunda:class="java.lang.ProcessBuilder"/> | names a Java class
                    <serviceTask id="Service_Bad" xmlns:old="http://activiti.org/bpmn" old:class="java.lang.ProcessBuilder"/> | names a Java class
                    <userTask id="Service_Bad"><documentation>${''.<![CDATA[getClass()]]>}</documentation></userTask> | getClass()
                    <userTask id="Service_Bad"><documentation>${''<!-- -->.getClass()}</documentation></userTask> | getClass()
                    <serviceTask id="Service_Bad" camunda:type="shell"/> | external, mail or shell
                    <serviceTask id="Service_Bad" camunda:type="external" camunda:topic="x"/> | external
                    <scriptTask id="Service_Bad" scriptFormat="groovy"><script>println 1</script></scriptTask> | is a script task
                    <userTask id="Service_Bad" camunda:formKey="http://evil.example/form"/> | external form
                    <userTask id="Service_Bad"><documentation>${''.getClass()}</documentation></userTask> | getClass()
                    <userTask id="Service_Bad"><extensionElements><camunda:taskListener event="create" class="evil.Listener"/></extensionElements></userTask> | names a Java class
                    <userTask id="Service_Bad"><extensionElements><camunda:taskListener event="create"><camunda:script scriptFormat="javascript">1</camunda:script></camunda:taskListener></extensionElements></userTask> | contains a script
                    <serviceTask id="Service_Bad"><extensionElements><camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector></extensionElements></serviceTask> | uses a connector
                    """)
    void whatCouldRunCodeIsRefused(String step, String reason) {
        long before = repository.createProcessDefinitionQuery().count();

        assertThatThrownBy(() -> deploy("bad.bpmn", process(step)))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("bad.bpmn, Service_Bad")
                .hasMessageContaining(reason);

        assertThat(repository.createProcessDefinitionQuery().count()).isEqualTo(before);
    }

    @Test
    void aTableInAnotherLanguageIsRefused() {
        assertThatThrownBy(() -> deploy(
                        "bad.dmn",
                        table("<inputExpression id=\"Input\" expressionLanguage=\"juel\">"
                                + "<text>${''.getClass()}</text></inputExpression>")))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("is written in juel");
    }

    @Test
    void aTableThatCouldRunForeverIsRefused() {
        assertThatThrownBy(() -> deploy(
                        "bad.dmn",
                        table("<inputExpression id=\"Input\">"
                                + "<text>sum(for i in 1..1000000000 return i)</text></inputExpression>")))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("which could take any time");
    }

    @Test
    void aDocumentTypeIsNeverRead() {
        String entity = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";

        assertThatThrownBy(() -> deploy("bad.bpmn", entity + process("<userTask id=\"User_X\" name=\"&x;\"/>")))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("DOCTYPE");
    }

    /** What is not there cannot be called, should a script slip through all the same: only the engine's expressions are. */
    @Test
    void noScriptingLanguageIsOnTheClassPath() {
        assertThat(new ScriptEngineManager().getEngineFactories())
                .extracting(ScriptEngineFactory::getLanguageName)
                .containsExactlyInAnyOrder("feel", "feel-unary-tests", "JSP 2.1 EL");
    }

    @Test
    void aCaseModelIsRefused() {
        assertThatThrownBy(() -> deploy("bad.cmmn", "<definitions/>")).isInstanceOf(ProcessEngineException.class);
    }

    /** Should anything ever be deployed past the check of the whole plan, no code comes in all the same. */
    @Test
    void whatCouldRunCodeIsRefusedEvenBesideThePlan() {
        String bad = process("<scriptTask id=\"Service_Bad\" scriptFormat=\"groovy\"><script>1</script></scriptTask>");

        assertThatThrownBy(() ->
                        BesideThePlan.in(repository).addString("bad.bpmn", bad).deploy())
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("is a script task");
    }

    @Test
    void anHonestModelIsDeployed() {
        String honest = process(
                "<userTask id=\"User_Good\" name=\"Hello ${title}\" camunda:candidateGroups=\"${department}\"/>");

        String deployment = BesideThePlan.in(repository)
                .addString("honest.bpmn", honest)
                .deploy()
                .getId();

        assertThat(repository.createDeploymentQuery().deploymentId(deployment).count())
                .isEqualTo(1);
        repository.deleteDeployment(deployment, true);
    }

    private String deploy(String file, String content) {
        return repository
                .createDeployment()
                .name("by hand")
                .addString(file, content)
                .deploy()
                .getId();
    }

    private static String process(String step) {
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                  <process id="by-hand" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="Start_X"/>
                    <sequenceFlow id="Flow_X" sourceRef="Start_X" targetRef="%s"/>
                    %s
                  </process>
                </definitions>""".formatted(step.replaceAll("(?s).*?id=\"(\\w+)\".*", "$1"), step);
    }

    private static String table(String inputExpression) {
        return """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="bad" name="bad" namespace="x"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                  <decision id="bad" name="Bad" camunda:historyTimeToLive="P1D"><decisionTable id="Table">
                    <input id="In">%s</input><output id="Out" name="out" typeRef="string"/>
                  </decisionTable></decision>
                </definitions>""".formatted(inputExpression);
    }
}
