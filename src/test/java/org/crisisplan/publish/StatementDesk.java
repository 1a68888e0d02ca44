package org.crisisplan.publish;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.crisisplan.BesideThePlan;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small process around the real beans and tables, and the people who draft and approve in it. */
public class StatementDesk {

    public static final String AUTHOR = "deskauthor";
    static final String SECOND_AUTHOR = "deskauthor2";
    public static final String LAWYER = "desklawyer";
    public static final String ENGINEER = "deskengineer";
    static final String MANAGER = "deskmanager";
    static final String FINANCE = "deskfinance";
    static final String ADMIN = "deskadmin";

    private static final Map<String, String> GROUPS = Map.of(
            AUTHOR, "publicRelations",
            SECOND_AUTHOR, "publicRelations",
            LAWYER, "legal",
            ENGINEER, "technology",
            MANAGER, "management",
            FINANCE, "finance",
            ADMIN, "camunda-admin");
    private static final AtomicInteger LAST_NUMBER = new AtomicInteger();

    private final ProcessEngine engine;
    private final JdbcClient sql;
    private String deployment = "";

    public StatementDesk(ProcessEngine engine, JdbcClient sql) {
        this.engine = engine;
        this.sql = sql;
    }

    public StatementDesk open() {
        deployment = BesideThePlan.in(engine.getRepositoryService())
                .name("statement desk")
                .addModelInstance("desk.bpmn", model())
                .addClasspathResource("dmn/approval.dmn")
                .addClasspathResource("dmn/deadlines.dmn")
                .deploy()
                .getId();
        GROUPS.forEach((user, group) -> {
            var identities = engine.getIdentityService();
            if (identities.createGroupQuery().groupId(group).count() == 0) {
                identities.saveGroup(identities.newGroup(group));
            }
            if (identities.createUserQuery().userId(user).count() == 0) {
                identities.saveUser(identities.newUser(user));
                identities.createMembership(user, group);
            }
        });
        return this;
    }

    public void close() {
        engine.getIdentityService().clearAuthentication();
        GROUPS.keySet().forEach(engine.getIdentityService()::deleteUser);
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    static BpmnModelInstance model() {
        return Bpmn.createExecutableProcess("statement-desk")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask("Service_PrepareDraft")
                .camundaDelegateExpression("${prepareDraft}")
                .userTask("User_DraftStatement")
                .camundaCandidateGroups("publicRelations")
                .camundaExecutionListenerDelegateExpression("end", "${keepDraft}")
                .exclusiveGateway("Gateway_Submitted")
                .condition("withdrawn", "${draftDecision == 'withdraw'}")
                .serviceTask("Service_PublishWithdrawn")
                .camundaAsyncBefore()
                .camundaDelegateExpression("${publishToChannel}")
                .endEvent("End_Withdrawn")
                .moveToNode("Gateway_Submitted")
                .condition("submitted", "${draftDecision != 'withdraw'}")
                .userTask("User_ApproveStatement")
                .camundaCandidateGroups("${approverGroup}")
                .camundaExecutionListenerDelegateExpression("end", "${recordApproval}")
                .multiInstance()
                .parallel()
                .camundaCollection("${statements.approvers(execution)}")
                .camundaElementVariable("approverGroup")
                .completionCondition("${statements.rejected(execution)}")
                .multiInstanceDone()
                .exclusiveGateway("Gateway_Approved")
                .condition("rejected", "${!statements.approved(execution)}")
                .connectTo("User_DraftStatement")
                .moveToNode("Gateway_Approved")
                .condition("approved", "${statements.approved(execution)}")
                .serviceTask("Service_Publish")
                .camundaAsyncBefore()
                .camundaDelegateExpression("${publishToChannel}")
                .multiInstance()
                .sequential()
                .camundaCollection("${statements.channels(execution)}")
                .camundaElementVariable("channel")
                .multiInstanceDone()
                .endEvent("End_Published")
                .moveToActivity("Service_Publish")
                .boundaryEvent("Boundary_Refused")
                .error(ChannelRefused.CODE)
                .endEvent("End_Refused")
                .done();
    }

    public String crisis(int level, String phase) {
        String number = "CR-1999-%04d".formatted(LAST_NUMBER.incrementAndGet());
        sql.sql("""
                        insert into crisis (number, title, description, technical, content, phase, level, reasons, plan_version, opened_at)
                        values (?, 'INTERNAL-TITLE', 'INTERNAL-DESCRIPTION', true, false, ?, ?, '[]', '1', ?)""")
                .params(
                        number,
                        phase,
                        level,
                        ClockUtil.getCurrentTime().toInstant().atOffset(ZoneOffset.UTC))
                .update();
        return number;
    }

    public void move(String crisis, int level, String phase) {
        sql.sql("update crisis set level = ?, phase = ? where number = ?")
                .params(level, phase, crisis)
                .update();
    }

    public ProcessInstance begin(String crisis, String kind, String template) {
        return begin(crisis, Map.of("statementKind", kind, "statementTemplate", template));
    }

    public ProcessInstance begin(String crisis, Map<String, Object> variables) {
        engine.getIdentityService().clearAuthentication();
        return engine.getRuntimeService()
                .createProcessInstanceByKey("statement-desk")
                .businessKey(crisis)
                .setVariables(variables)
                .execute();
    }

    public void as(String user, Runnable deed) {
        // as at a login: the groups that they have now
        engine.getIdentityService()
                .setAuthentication(
                        user,
                        engine.getIdentityService().createGroupQuery().groupMember(user).list().stream()
                                .map(org.camunda.bpm.engine.identity.Group::getId)
                                .toList());
        try {
            deed.run();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    Task task(ProcessInstance run) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(run.getId())
                .singleResult();
    }

    Task taskOf(ProcessInstance run, String group) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(run.getId())
                .taskCandidateGroup(group)
                .singleResult();
    }

    void complete(String user, Task task, Map<String, Object> fields) {
        as(user, () -> runAllowed(() -> engine.getFormService().submitTaskForm(task.getId(), fields)));
    }

    /** These tests are about the beans; who may open a task at all is another test's subject. */
    private void runAllowed(Runnable deed) {
        var configuration =
                (org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        boolean before = configuration.isAuthorizationEnabled();
        configuration.setAuthorizationEnabled(false);
        try {
            deed.run();
        } finally {
            configuration.setAuthorizationEnabled(before);
        }
    }

    public void submit(ProcessInstance run, String user, String text) {
        submit(run, user, "Title of " + text, "标题 " + text, text, "正文 " + text);
    }

    public void submit(ProcessInstance run, String user, String titleEn, String titleZh, String en, String zh) {
        complete(
                user,
                taskOf(run, "publicRelations"),
                Map.of(
                        "statementTitleEn", titleEn,
                        "statementTitleZh", titleZh,
                        "statementTextEn", en,
                        "statementTextZh", zh,
                        "draftDecision", "submit"));
    }

    public void approve(ProcessInstance run, String user, String group) {
        complete(user, taskOf(run, group), Map.of("verdict", "approve"));
    }

    void reject(ProcessInstance run, String user, String group, String why) {
        complete(user, taskOf(run, group), Map.of("verdict", "reject", "verdictComment", why));
    }

    /** Runs what waits in the background for this run, once. */
    public void runJobs(ProcessInstance run) {
        var jobs = engine.getManagementService();
        jobs.createJobQuery().processInstanceId(run.getId()).list().forEach(job -> jobs.executeJob(job.getId()));
    }

    /** From the draft to the public. */
    public ProcessInstance publish(
            String crisis, String kind, String template, String titleEn, String titleZh, String en, String zh) {
        ProcessInstance run = begin(crisis, kind, template);
        submit(run, AUTHOR, titleEn, titleZh, en, zh);
        approveAll(run);
        return run;
    }

    /** Everybody who is asked says yes, and what follows by itself follows. */
    public void approveAll(ProcessInstance run) {
        engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(run.getId())
                .list()
                .forEach(task -> {
                    String group = engine.getTaskService()
                            .getIdentityLinksForTask(task.getId())
                            .get(0)
                            .getGroupId();
                    String approver = GROUPS.entrySet().stream()
                            .filter(entry -> entry.getValue().equals(group))
                            .findFirst()
                            .orElseThrow()
                            .getKey();
                    complete(approver, task, Map.of("verdict", "approve"));
                });
        runJobs(run);
    }

    boolean ended(ProcessInstance run, String where) {
        return engine.getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(run.getId())
                        .activityId(where)
                        .count()
                > 0;
    }

    List<String> published(ProcessInstance run) {
        return sql.sql("""
                        select p.text_en from status_post p join statement s on s.id = p.statement_id
                        where s.process_instance = ? order by p.ordinal""").param(run.getId()).query(String.class).list();
    }
}
