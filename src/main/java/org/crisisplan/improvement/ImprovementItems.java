package org.crisisplan.improvement;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.Actor;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.crisis.record.CurrentActor;
import org.crisisplan.engine.RunningPlan;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.improvement.ImprovementItem.Kind;
import org.crisisplan.improvement.ImprovementItem.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was agreed to be improved (R58-R60). Each item has a run of the process {@code improve} that asks its owner for it; here it is kept
 * what became of it, in the record of its crisis too, also after that is closed.
 */
@Component
public class ImprovementItems {

    /** Key of the process that each item has a run of. */
    static final String PROCESS = "improve";

    /** Its message: something that is recorded elsewhere proves the item. */
    static final String PROVED = CrisisResponse.IMPROVEMENT_PROVED;

    private final ImprovementItemRepository items;
    private final Crises crises;
    private final CrisisRecord record;
    private final CurrentActor actor;
    private final RepositoryService definitions;
    private final RuntimeService runtime;
    private final RunningPlan plan;
    private final OfferedActs acts;
    private final Clock clock;

    ImprovementItems(
            ImprovementItemRepository items,
            Crises crises,
            CrisisRecord record,
            CurrentActor actor,
            RepositoryService definitions,
            RuntimeService runtime,
            RunningPlan plan,
            OfferedActs acts,
            Clock clock) {
        this.items = items;
        this.crises = crises;
        this.record = record;
        this.actor = actor;
        this.definitions = definitions;
        this.runtime = runtime;
        this.plan = plan;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * What somebody agreed on.
     *
     * @param owner id of a department
     * @param due the last day on which it is in time
     */
    public record Agreed(Kind kind, String what, String owner, LocalDate due) {}

    /** A drill item as a drill asks for it. @param crisisKind technical, content, both or none */
    public record DrillItem(
            String number,
            String title,
            String crisisKind,
            @Nullable LocalDate plannedFor) {}

    /**
     * Keeps an item and gives it to its owner, in the caller's transaction.
     *
     * @param number the crisis or drill whose review agreed on it
     * @throws NotAccepted when the plan that is deployed cannot carry it out
     * @throws UnknownCrisis when there is no such crisis
     */
    @Transactional
    public ImprovementItem agree(String number, Agreed agreed) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        ImprovementItem item = new ImprovementItem(
                items.nextNumber(),
                number,
                kindOf(crisis),
                agreed.kind(),
                agreed.what(),
                agreed.owner(),
                agreed.due(),
                now(),
                who(),
                plan.deployment().flatMap(plan::versionOf).orElse(0),
                State.OPEN,
                null,
                null,
                null,
                null,
                null,
                null);
        items.add(item);
        Map<String, Object> after = new TreeMap<>();
        after.put("kind", item.kind().word());
        after.put("owner", item.owner());
        after.put("due", item.due().toString());
        record.append(
                number,
                Entry.of(ActKind.IMPROVEMENT_AGREED, item.number()).after(after).words(Map.of("what", item.what())));
        begin(item);
        return item;
    }

    private void begin(ImprovementItem item) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("title", item.what());
        variables.put("itemNumber", item.number());
        variables.put("itemOf", item.crisis());
        variables.put("itemWhat", item.what());
        variables.put("itemKind", item.kind().word());
        variables.put("itemOwner", item.owner());
        variables.put("itemDue", item.due().toString());
        variables.put("stepDue", item.due().toString());
        String definition = plan.deployment()
                .map(deployment -> definitions
                        .createProcessDefinitionQuery()
                        .deploymentId(deployment)
                        .processDefinitionKey(PROCESS)
                        .singleResult())
                .map(ProcessDefinition::getId)
                .orElseThrow(() ->
                        new NotAccepted("The plan has no process 'improve'; an analyst adds it, and nothing was kept."
                                + " 预案缺少流程 improve，请分析员补上；未保存任何内容。"));
        runtime.startProcessInstanceById(definition, item.number(), variables);
    }

    private static String kindOf(Crisis crisis) {
        return crisis.kinds().size() > 1
                ? "both"
                : crisis.kinds().stream()
                        .findFirst()
                        .map(kind -> kind.name().toLowerCase(java.util.Locale.ROOT))
                        .orElse("none");
    }

    /** What is recorded elsewhere proves the item: it is closed, and its owner is asked no more. Unknown and settled ones are left as they are. */
    void proved(String number, Kind kind, String proof) {
        Optional<ImprovementItem> found =
                items.findForUpdate(number).filter(item -> item.isOpen() && item.kind() == kind);
        found.ifPresent(item -> {
            close(item, proof, null, null);
            acts.perform(OfferedActs.PROVE_IMPROVEMENT, () -> {
                runtime.createMessageCorrelation(PROVED)
                        .processInstanceBusinessKey(number)
                        .correlateAll();
                return number;
            });
        });
    }

    /** It is done, and this proves it. */
    void close(ImprovementItem item, @Nullable String proof, @Nullable String reference, @Nullable String result) {
        settle(item, State.CLOSED, proof, reference, result);
        Map<String, Object> after = new TreeMap<>();
        after.put("kind", item.kind().word());
        if (proof != null) {
            after.put("proof", proof);
        }
        Map<String, Object> words = new TreeMap<>();
        if (reference != null) {
            words.put("reference", reference);
        }
        if (result != null) {
            words.put("result", result);
        }
        record.append(
                item.crisis(),
                Entry.of(ActKind.IMPROVEMENT_CLOSED, item.number()).after(after).words(words));
    }

    /** Its process ended without a proof. */
    void withdraw(ImprovementItem item) {
        settle(item, State.WITHDRAWN, null, null, null);
        record.append(
                item.crisis(),
                Entry.of(ActKind.IMPROVEMENT_WITHDRAWN, item.number())
                        .after(Map.of("kind", item.kind().word())));
    }

    private void settle(
            ImprovementItem item,
            State state,
            @Nullable String proof,
            @Nullable String reference,
            @Nullable String result) {
        items.settle(new ImprovementItem(
                item.number(),
                item.crisis(),
                item.crisisKind(),
                item.kind(),
                item.what(),
                item.owner(),
                item.due(),
                item.agreedAt(),
                item.agreedBy(),
                item.agreedPlan(),
                state,
                item.plannedFor(),
                proof,
                reference,
                result,
                now(),
                who()));
    }

    private String who() {
        Actor now = actor.get();
        return now.kind() == Actor.Kind.PERSON ? now.id() : "";
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Those whose review was of this crisis, in the order of their numbers. */
    @Transactional(readOnly = true)
    public List<ImprovementItem> of(String crisis) {
        return items.of(crisis);
    }

    @Transactional(readOnly = true)
    public Optional<ImprovementItem> find(String number) {
        return items.find(number);
    }

    /** All that are open and were due before today, the oldest first. */
    @Transactional(readOnly = true)
    public List<ImprovementItem> overdue() {
        LocalDate today = LocalDate.now(clock);
        return items.open().stream().filter(item -> item.isOverdue(today)).toList();
    }

    /** How many were overdue at the end of the day before; for a day that is still to come, how many are now. */
    @Transactional(readOnly = true)
    public int overdueAt(LocalDate day) {
        LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
        LocalDate then = day.isBefore(tomorrow) ? day : tomorrow;
        Instant end = then.atStartOfDay(clock.getZone()).toInstant();
        return items.overdueAt(then.equals(tomorrow) ? LocalDate.now(clock) : then, end);
    }

    /** The drill items that are open, for a drill that can rehearse them; those due first come first. */
    @Transactional(readOnly = true)
    public List<DrillItem> openDrillItems() {
        return items.open().stream()
                .filter(item -> item.kind() == Kind.DRILL)
                .map(item -> new DrillItem(item.number(), item.what(), item.crisisKind(), item.plannedFor()))
                .toList();
    }
}
