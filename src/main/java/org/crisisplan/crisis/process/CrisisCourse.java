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
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.ReportLimit;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.InPlan;
import org.crisisplan.form.Wrong;
import org.jspecify.annotations.Nullable;

/** Called by the diagrams' listeners as {@code ${crisis...}}: opens the record of a crisis and follows it through the plan. */
@InPlan("crisis")
public class CrisisCourse {

    private final Crises crises;
    private final CrisisFacts facts;
    private final FactTable table;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final ReportLimit limit;
    private final Clock clock;

    CrisisCourse(
            Crises crises,
            CrisisFacts facts,
            FactTable table,
            RuntimeService runtime,
            RepositoryService repository,
            ReportLimit limit,
            Clock clock) {
        this.facts = facts;
        this.table = table;
        this.clock = clock;
        this.limit = limit;
        this.crises = crises;
        this.runtime = runtime;
        this.repository = repository;
    }

    /** At the report: gives the crisis its number and keeps what was said. Refuses a report that says too little. */
    public void opens(DelegateExecution execution) {
        // nobody is called out of a drill
        if (!crises.opensDrill()) {
            limit.count();
        }
        FactDefinitions definitions = table.of(execution.getProcessDefinitionId());
        CrisisReport report = new CrisisReport(
                text(execution, Variables.TITLE),
                text(execution, Variables.DESCRIPTION),
                kinds(execution),
                said(execution, definitions),
                beganAt(execution));
        List<Finding> findings = new ArrayList<>();
        CrisisPlan.checkWords(report, findings);
        if (report.kinds().isEmpty()) {
            findings.add(new Finding(Variables.TECHNICAL, Wrong.NO_KIND.word()));
        }
        definitions.check(report.facts(), findings);
        CrisisPlan.checkBegin(report.beganAt(), clock.instant(), findings);
        if (!findings.isEmpty()) {
            throw FormFaults.of(new InvalidReport(findings), definitions);
        }
        Crises.Opening opening = crises.opening();
        String number = opening.number();
        execution.setProcessBusinessKey(number);
        execution.setVariable(Variables.NUMBER, number);
        crises.open(
                opening,
                report,
                facts.told(execution.getProcessDefinitionId(), report.facts(), opening.pace()),
                planVersion(execution));
        crises.mark(number, Milestones.OPENED);
    }

    /** The facts that the report says. */
    private static Map<String, Object> said(DelegateExecution execution, FactDefinitions definitions) {
        Map<String, Object> facts = new HashMap<>();
        for (FactDefinition fact : definitions.all()) {
            Object value = execution.getVariable(fact.name());
            if (value != null) {
                facts.put(fact.name(), value);
            }
        }
        return facts;
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
        String number = execution.getProcessBusinessKey();
        boolean isCrisis = !"no".equals(execution.getVariable("isCrisis"));
        if (isCrisis && crises.find(number).orElseThrow().kinds().isEmpty()) {
            throw new FormFieldValidationException(
                    Variables.TECHNICAL, "Say whether the crisis is technical, about content, or both. 请至少选择一类。");
        }
        if (isCrisis) {
            crises.mark(number, Milestones.VERIFIED);
        }
    }

    /** Diagrams of before copied what is known into each process. Now every process of the crisis can ask for it, and nothing is copied. */
    public void joins(DelegateExecution execution) {
        // they go on to run
    }

    /** Diagrams of before copied the progress to where statements are drafted; now it is a fact of the crisis. */
    public void reportsProgress(DelegateExecution execution) {
        // they go on to run
    }

    /** What a called process worked out, in a table or a step, becomes known of the crisis as far as the plan has a fact of that name. */
    public void keeps(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        Map<String, Object> found = new TreeMap<>();
        for (FactDefinition fact : table.of(execution.getProcessDefinitionId()).all()) {
            Object value = execution.getVariable(fact.name());
            if (value != null) {
                found.put(fact.name(), value);
            }
        }
        facts.tell(execution.getProcessBusinessKey(), execution.getProcessDefinitionId(), found);
    }

    /** On-site handling and recovery are done: whoever informs the public gives the all-clear next (R45). */
    public void isOver(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        crises.mark(number, Milestones.ENDED);
        informing(number).forEach(id -> runtime.setVariable(id, Variables.CRISIS_OVER, true));
    }

    /** The verified crisis needs a response, level 1 or 2: whoever informs the public speaks now (R45 R46). */
    public void needsWords(DelegateExecution execution) {
        informing(execution.getProcessBusinessKey())
                .forEach(id -> runtime.setVariable(id, Variables.WORDS_NEEDED, true));
    }

    /** Whether it was said so already; asked by what may begin at the same moment as that is said. */
    public boolean isResponseNeeded(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        crises.hold(number);
        return crises.deadlinesOf(number).stream()
                .anyMatch(promise -> promise.what().equals("respond"));
    }

    /** The response is activated: whoever informs the public goes on to the first full statement (R45). */
    public void isActivated(DelegateExecution execution) {
        informing(execution.getProcessBusinessKey())
                .forEach(id -> runtime.setVariable(id, Variables.RESPONSE_ACTIVATED, true));
    }

    /** Whether the crisis has come to a milestone, such as {@code first-word}; see {@link Milestones}. */
    public boolean reached(DelegateExecution execution, String moment) {
        return crises.moment(execution.getProcessBusinessKey(), moment).isPresent();
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

    private List<String> informing(String number) {
        return runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number, "control-information")
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .toList();
    }

    /** The running instance of the main process, by which all others of the case are called; no query finds one that is only being opened. */
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
