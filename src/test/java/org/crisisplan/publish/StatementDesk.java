package org.crisisplan.publish;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The plan's process for one statement from its draft on, begun at will, and the people who draft and approve in it. */
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
    private static final String PROCESS = "publish-statement";
    private static final String NUMBERS = "CR-1998-";
    private static final AtomicInteger LAST_NUMBER = new AtomicInteger();

    private final ProcessEngine engine;
    private final JdbcClient sql;

    public StatementDesk(ProcessEngine engine, JdbcClient sql) {
        this.engine = engine;
        this.sql = sql;
    }

    public StatementDesk open() {
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
        engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey(PROCESS).list().stream()
                .filter(run -> run.getBusinessKey().startsWith(NUMBERS))
                .forEach(run -> engine.getRuntimeService().deleteProcessInstance(run.getId(), "desk closed"));
        // others see the open ones on their pages, and the newest of the closed ones, by when they were opened
        sql.sql("""
                        update crisis
                        set phase = 'closed',
                            opened_at = timestamp with time zone '1998-01-01 00:00:00+00',
                            closed_at = timestamp with time zone '1998-01-01 00:00:00+00'
                        where number like ? and closed_at is null""").param(NUMBERS + "%").update();
        GROUPS.keySet().forEach(engine.getIdentityService()::deleteUser);
    }

    public String crisis(int level, String phase) {
        String number = (NUMBERS + "%04d").formatted(LAST_NUMBER.incrementAndGet());
        sql.sql("""
                        insert into crisis (number, title, description, technical, content, phase, level, reasons, plan_version, opened_at)
                        values (?, 'INTERNAL-TITLE', 'INTERNAL-DESCRIPTION', true, false, ?, ?, '[]', 'v1', ?)""")
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
                .createProcessInstanceByKey(PROCESS)
                .businessKey(crisis)
                .setVariables(variables)
                // the template is the test's
                .startBeforeActivity("Service_PrepareDraft")
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
        submit(run, user, "Title of " + text, "标题“" + text + "”", text, "正文“" + text + "”");
    }

    public void submit(ProcessInstance run, String user, String titleEn, String titleZh, String en, String zh) {
        complete(user, taskOf(run, "publicRelations"), draft(titleEn, titleZh, en, zh));
        // the plan's table names who must approve
        runJobs(run);
    }

    static Map<String, Object> draft(String titleEn, String titleZh, String en, String zh) {
        return Map.of(
                "statementTitleEn", titleEn,
                "statementTitleZh", titleZh,
                "statementTextEn", en,
                "statementTextZh", zh,
                "draftDecision", "submit");
    }

    public void approve(ProcessInstance run, String user, String group) {
        complete(user, taskOf(run, group), Map.of("verdict", "approve"));
    }

    void reject(ProcessInstance run, String user, String group, String why) {
        complete(user, taskOf(run, group), Map.of("verdict", "reject", "verdictComment", why));
    }

    /** Runs what waits in the background for this run, once; reminders and escalations keep their time. */
    public void runJobs(ProcessInstance run) {
        var jobs = engine.getManagementService();
        jobs.createJobQuery()
                .processInstanceId(run.getId())
                .messages()
                .list()
                .forEach(job -> jobs.executeJob(job.getId()));
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
