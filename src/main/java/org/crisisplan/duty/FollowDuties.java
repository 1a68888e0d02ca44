package org.crisisplan.duty;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisChanged;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.duty.CrisisDutyRepository.Kept;
import org.crisisplan.engine.RunningPlan;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Looks at the duties of a crisis when it opens and whenever something that it is judged by has changed (R91): what is found enters the record,
 * each duty that applies and whose clock runs becomes a task, one that turns out not to apply loses it, and as long as some are only
 * possible somebody is asked to find out. A switched off duty is never followed.
 */
@Component
public class FollowDuties {

    static final String FILE_DUTY = "file-duty";
    static final String SETTLE_DUTIES = "settle-duties";
    static final String DUTY = "dutyId";

    private static final Logger LOG = LoggerFactory.getLogger(FollowDuties.class);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final String STEP_DUE = "stepDue";
    private static final String LAST_MOMENT = "dutyLastMoment";
    private static final String LAW_DUE = "dutyLawDue";
    private static final String PLAN_DUE = "dutyPlanDue";

    private final Crises crises;
    private final CrisisDuties duties;
    private final CrisisDutyRepository kept;
    private final DutySwitches switches;
    private final DutyTexts texts;
    private final CrisisRecord record;
    private final OfferedActs acts;
    private final FactTable versions;
    private final RunningPlan newest;
    private final RepositoryService definitions;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final Clock clock;

    FollowDuties(
            Crises crises,
            CrisisDuties duties,
            CrisisDutyRepository kept,
            DutySwitches switches,
            DutyTexts texts,
            CrisisRecord record,
            OfferedActs acts,
            FactTable versions,
            RunningPlan newest,
            RepositoryService definitions,
            RuntimeService runtime,
            TaskService tasks,
            ManagementService management,
            Clock clock) {
        this.crises = crises;
        this.duties = duties;
        this.kept = kept;
        this.switches = switches;
        this.texts = texts;
        this.record = record;
        this.acts = acts;
        this.versions = versions;
        this.newest = newest;
        this.definitions = definitions;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.clock = clock;
    }

    /** Once for all changes of a transaction, when the step that made them is done. */
    @EventListener
    void on(CrisisChanged change) {
        if (!switches.isAnyOn()) {
            return;
        }
        TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(AtCommit.class::isInstance)
                .map(AtCommit.class::cast)
                .findFirst()
                .orElseGet(() -> {
                    var begun = new AtCommit();
                    TransactionSynchronizationManager.registerSynchronization(begun);
                    return begun;
                })
                .numbers
                .add(change.number());
    }

    private class AtCommit implements TransactionSynchronization, Ordered {

        private final Set<String> numbers = new LinkedHashSet<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            while (!numbers.isEmpty()) {
                List<String> some = List.copyOf(numbers);
                numbers.clear();
                some.forEach(FollowDuties.this::look);
            }
        }

        /** Before the record is written down. */
        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE - 1000;
        }
    }

    /** Somebody asks for it, for instance after a row was switched on. */
    @Transactional
    public void follow(String number) {
        crises.hold(number);
        look(number);
    }

    private void look(String number) {
        Optional<Crisis> crisis = crises.find(number);
        if (crisis.isEmpty()) {
            return;
        }
        List<DutyLine> lines;
        try {
            lines = duties.of(crisis.get());
        } catch (IllegalArgumentException | IllegalStateException unreadable) {
            // whoever reports a fact must not be refused because of a row; the page of the duties shows the same
            LOG.error(
                    "The duties of {} cannot be found: {}. Nobody is given a task for them; put the table right.",
                    number,
                    unreadable.getMessage(),
                    unreadable);
            return;
        }
        acts.perform(OfferedActs.FOLLOW_DUTIES, () -> {
            Map<String, Kept> before = kept.kept(number);
            lines.stream().filter(DutyLine::on).forEach(line -> follow(crisis.get(), line, before.get(line.duty())));
            settle(crisis.get(), lines);
            return number;
        });
    }

    private void follow(Crisis crisis, DutyLine line, @Nullable Kept before) {
        String number = crisis.number();
        if (before == null && !line.state().isOpen()) {
            return;
        }
        boolean other = before == null
                || before.state() != line.state()
                || !Objects.equals(before.lawDue(), micros(line.lawDue()))
                || !Objects.equals(before.planDue(), micros(line.planDue()));
        if (other) {
            record.append(number, found(line, before));
            kept.keep(number, line.duty(), line.state(), line.lawDue(), line.planDue(), line.due(), clock.instant());
        }
        boolean running = before != null && isRunning(before.process());
        if (line.state() == DutyState.APPLIES && line.due() != null) {
            if (running && other && before != null) {
                recount(String.valueOf(before.process()), line);
            } else if (!running && (before == null || before.process() == null)) {
                start(FILE_DUTY, crisis, variables(crisis, line))
                        .ifPresent(process -> kept.runs(number, line.duty(), process));
            }
        } else if (running && before != null && !line.state().isOpen()) {
            drop(String.valueOf(before.process()), CrisisResponse.DUTY_DROPPED);
            kept.runs(number, line.duty(), null);
        }
    }

    private static @Nullable Instant micros(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }

    private static Entry found(DutyLine line, @Nullable Kept before) {
        Map<String, Object> was = new TreeMap<>();
        if (before != null) {
            was.put("state", before.state().word());
            put(was, LAW_DUE, before.lawDue());
            put(was, PLAN_DUE, before.planDue());
        }
        Map<String, Object> is = new TreeMap<>();
        is.put("state", line.state().word());
        put(is, LAW_DUE, line.lawDue());
        put(is, PLAN_DUE, line.planDue());
        if (!line.missing().isEmpty()) {
            is.put("missing", List.copyOf(line.missing()));
        }
        return Entry.of(ActKind.DUTY_FOUND, line.duty()).before(was).after(is);
    }

    private static void put(Map<String, Object> values, String name, @Nullable Instant at) {
        if (at != null) {
            values.put(name, at.toString());
        }
    }

    private boolean isRunning(@Nullable String process) {
        return process != null
                && runtime.createProcessInstanceQuery()
                                .processInstanceId(process)
                                .count()
                        > 0;
    }

    /** While some are only possible, somebody finds out; the task is due when the first of them is. */
    private void settle(Crisis crisis, List<DutyLine> lines) {
        List<DutyLine> open = lines.stream()
                .filter(line -> line.isRunning() && line.state() == DutyState.POSSIBLE)
                .toList();
        Optional<ProcessInstance> running = runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(crisis.number(), SETTLE_DUTIES)
                .listPage(0, 1)
                .stream()
                .findFirst();
        if (open.isEmpty() || crisis.phase().isOver()) {
            running.ifPresent(process -> drop(process.getId(), CrisisResponse.DUTIES_SETTLED));
            return;
        }
        Instant due = open.stream()
                .map(DutyLine::due)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        if (running.isEmpty()) {
            Map<String, Object> variables = new HashMap<>();
            variables.put(STEP_DUE, due.toString());
            start(SETTLE_DUTIES, crisis, variables);
        } else if (!due.toString().equals(runtime.getVariable(running.get().getId(), STEP_DUE))) {
            runtime.setVariable(running.get().getId(), STEP_DUE, due.toString());
            recount(running.get().getId(), due);
        }
    }

    private void drop(String process, String message) {
        if (runtime.createEventSubscriptionQuery()
                        .processInstanceId(process)
                        .eventName(message)
                        .count()
                > 0) {
            runtime.createMessageCorrelation(message).processInstanceId(process).correlate();
        }
    }

    private void recount(String process, DutyLine line) {
        Instant due = Objects.requireNonNull(line.due());
        runtime.setVariables(process, times(line));
        recount(process, due);
    }

    private void recount(String process, Instant due) {
        for (Task task : tasks.createTaskQuery().processInstanceId(process).list()) {
            task.setDueDate(Date.from(due));
            tasks.saveTask(task);
        }
        management
                .createJobQuery()
                .processInstanceId(process)
                .timers()
                .list()
                .forEach(timer -> management.recalculateJobDuedate(timer.getId(), false));
    }

    private Map<String, Object> times(DutyLine line) {
        Map<String, Object> times = new HashMap<>();
        // with an offset: a task is due at that minute
        times.put(STEP_DUE, String.valueOf(line.due()));
        times.put(LAST_MOMENT, String.valueOf(line.lastMoment()));
        times.put(LAW_DUE, line.lawDue() == null ? texts.lawNamesNoTime(line.terms()) : shown(line.lawDue()));
        times.put(PLAN_DUE, line.planDue() == null ? "" : shown(line.planDue()));
        return times;
    }

    private String shown(Instant at) {
        ZoneId zone = clock.getZone();
        return DAY_AND_TIME.format(at.atZone(zone)) + " " + zone.getId();
    }

    private Map<String, Object> variables(Crisis crisis, DutyLine line) {
        Map<String, Object> variables = new HashMap<>(times(line));
        variables.put(DUTY, line.duty());
        variables.put("dutyName", line.duty() + " · " + line.terms().article());
        variables.put("dutyAuthority", line.terms().authority());
        variables.put("dutyChannel", line.terms().channel());
        variables.put("dutyArticle", line.terms().article());
        variables.put("dutyChecklist", texts.checklist(line.terms()));
        variables.put("filingText", texts.draft(crisis, line, crises.factsOf(crisis.number())));
        return variables;
    }

    private Optional<String> start(String key, Crisis crisis, Map<String, Object> variables) {
        Optional<String> definition = Optional.of(
                        definitions.getProcessDefinition(versions.processOf(crisis.planVersion())))
                .map(ProcessDefinition::getDeploymentId)
                .flatMap(deployment -> in(deployment, key))
                .or(() -> newest.deployment().flatMap(deployment -> in(deployment, key)));
        if (definition.isEmpty()) {
            LOG.error(
                    "No plan that is deployed has the process '{}': nobody is given the task for {}. Add it to the plan.",
                    key,
                    crisis.number());
            return Optional.empty();
        }
        return Optional.of(runtime.startProcessInstanceById(definition.get(), crisis.number(), variables)
                .getId());
    }

    private Optional<String> in(String deployment, String key) {
        return Optional.ofNullable(definitions
                        .createProcessDefinitionQuery()
                        .deploymentId(deployment)
                        .processDefinitionKey(key)
                        .singleResult())
                .map(ProcessDefinition::getId);
    }

    /** The possible duties with running clocks, for whoever is to find out. */
    List<DutyLine> possible(String number) {
        return crises.find(number)
                .map(crisis -> duties.of(crisis).stream()
                        .filter(line -> line.isRunning() && line.state() == DutyState.POSSIBLE)
                        .toList())
                .orElseGet(ArrayList::new);
    }
}
