package org.crisisplan.crisis.process;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.Facts;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.ReportLimit;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.InPlan;
import org.jspecify.annotations.Nullable;

/** Called by the diagrams' listeners as {@code ${crisis...}}: opens the record of a crisis and follows it through the plan. */
@InPlan("crisis")
public class CrisisCourse {

    private final Crises crises;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final ReportLimit limit;
    private final Clock clock;

    CrisisCourse(Crises crises, RuntimeService runtime, RepositoryService repository, ReportLimit limit, Clock clock) {
        this.clock = clock;
        this.limit = limit;
        this.crises = crises;
        this.runtime = runtime;
        this.repository = repository;
    }

    /** At the report: gives the crisis its number and keeps what was said. Refuses a report that says too little. */
    public void opens(DelegateExecution execution) {
        limit.count();
        CrisisReport report = new CrisisReport(
                text(execution, Variables.TITLE),
                text(execution, Variables.DESCRIPTION),
                kinds(execution),
                facts(execution),
                beganAt(execution));
        List<Finding> findings = new ArrayList<>();
        CrisisPlan.checkWords(report, findings);
        if (report.kinds().isEmpty()) {
            findings.add(new Finding(Variables.TECHNICAL, "say whether it is technical, about content, or both"));
        }
        Facts.check(report.facts(), findings);
        CrisisPlan.checkBegin(report.beganAt(), clock.instant(), findings);
        if (!findings.isEmpty()) {
            throw new FormFieldValidationException("report", new InvalidReport(findings).getMessage());
        }
        String number = crises.nextNumber();
        execution.setProcessBusinessKey(number);
        execution.setVariable(Variables.NUMBER, number);
        crises.open(number, report, planVersion(execution));
        crises.mark(number, Milestones.OPENED);
    }

    /** A step of the plan begins that is a phase of its own (R02). */
    public void enters(DelegateExecution execution, String phase) {
        crises.enter(
                execution.getProcessBusinessKey(),
                Phase.of(phase).orElseThrow(() -> new IllegalArgumentException("'" + phase + "' is not a phase")));
    }

    /** After verification: whether it is technical, about content, or both (R55). */
    public void classifies(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        Set<Kind> kinds = kinds(execution);
        if (kinds.isEmpty() && !"no".equals(execution.getVariable("isCrisis"))) {
            throw new FormFieldValidationException(
                    Variables.TECHNICAL, "Say whether the crisis is technical, about content, or both. 请至少选择一类。");
        }
        crises.classify(execution.getProcessBusinessKey(), kinds);
        if (!"no".equals(execution.getVariable("isCrisis"))) {
            crises.mark(execution.getProcessBusinessKey(), Milestones.VERIFIED);
        }
    }

    /** A called process begins: it gets what the case knows so far, so that its forms need not ask again. */
    public void joins(DelegateExecution execution) {
        Map<String, Object> known = runtime.getVariables(root(execution), Variables.OF_THE_CASE);
        execution.setVariables(known);
        execution.setVariable(Variables.FACTS_SEEN, new HashMap<>(factsAmong(known)));
    }

    /** Takes what a called process found out to the case, where later processes find it. */
    public void keeps(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        Map<String, Object> found = new HashMap<>();
        Map<String, Object> facts = factsAmong(execution.getVariables());
        Variables.OF_THE_CASE.stream()
                .filter(name -> !facts.containsKey(name) && !GRADING.contains(name))
                .filter(execution::hasVariable)
                .forEach(name -> found.put(name, execution.getVariable(name)));
        runtime.setVariables(root(execution.getProcessBusinessKey()), found);
    }

    private static final Set<String> GRADING = Set.of(Variables.LEVEL, Variables.LEVEL_REASONS, Variables.NUMBER);

    /** On-site handling and recovery are done: whoever informs the public gives the all-clear next (R45). */
    public void isOver(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        crises.mark(number, Milestones.ENDED);
        informing(number).forEach(id -> runtime.setVariable(id, Variables.CRISIS_OVER, true));
    }

    /** A decision is asked for: what somebody decided before, in another round or for another department, is not preselected. */
    public void asksAnew(DelegateExecution execution, String answers) {
        for (String answer : answers.split(" ")) {
            execution.setVariableLocal(answer, null);
        }
    }

    /** The decision is made: the process goes on by it. */
    public void takesAnswer(DelegateExecution execution, String answers) {
        if (execution.isCanceled()) {
            return;
        }
        for (String answer : answers.split(" ")) {
            execution.getProcessInstance().setVariable(answer, execution.getVariable(answer));
        }
    }

    /** A progress report is in: it is in the next statement (R50). */
    public void reportsProgress(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        Map<String, Object> progress = new HashMap<>();
        for (String name : List.of("progressReport", "nextProgress")) {
            if (execution.hasVariable(name)) {
                progress.put(name, execution.getVariable(name));
            }
        }
        String number = execution.getProcessBusinessKey();
        runtime.setVariables(root(number), progress);
        informing(number).forEach(id -> runtime.setVariables(id, progress));
    }

    private List<String> informing(String number) {
        return runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number, "control-information")
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .toList();
    }

    /** The running instance of the main process, which all others of the case are called by. */
    String root(String number) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number, CrisisResponse.KEY)
                .singleResult()
                .getId();
    }

    /** The same, also for a case that is only being opened, which no query finds yet. */
    static String root(DelegateExecution execution) {
        DelegateExecution instance = execution.getProcessInstance();
        for (DelegateExecution caller = instance.getSuperExecution();
                caller != null;
                caller = instance.getSuperExecution()) {
            instance = caller.getProcessInstance();
        }
        return instance.getProcessInstanceId();
    }

    private String planVersion(DelegateExecution execution) {
        return "v"
                + repository
                        .getProcessDefinition(execution.getProcessDefinitionId())
                        .getVersion();
    }

    private static Map<String, Object> facts(DelegateExecution execution) {
        return factsAmong(execution.getVariables());
    }

    static Map<String, Object> factsAmong(Map<String, Object> variables) {
        Map<String, Object> facts = new HashMap<>();
        Facts.all().stream()
                .filter(fact -> variables.get(fact.name()) != null)
                .forEach(fact -> facts.put(fact.name(), variables.get(fact.name())));
        return facts;
    }

    private static Set<Kind> kinds(DelegateExecution execution) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (Boolean.TRUE.equals(execution.getVariable(Variables.TECHNICAL))) {
            kinds.add(Kind.TECHNICAL);
        }
        if (Boolean.TRUE.equals(execution.getVariable(Variables.CONTENT))) {
            kinds.add(Kind.CONTENT);
        }
        return kinds;
    }

    /** A form may leave the offset out: then it is the time of the people here. */
    private @Nullable Instant beganAt(DelegateExecution execution) {
        if (!(execution.getVariable(Variables.BEGAN_AT) instanceof String text) || text.isBlank()) {
            return null;
        }
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime there
                ? there.toInstant()
                : LocalDateTime.from(time).atZone(clock.getZone()).toInstant();
    }

    private static String text(DelegateExecution execution, String name) {
        return execution.getVariable(name) instanceof String text ? text.strip() : "";
    }
}
