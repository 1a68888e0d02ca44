package org.crisisplan.crisis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a crisis knows, by the names that forms, tables and diagrams use: its facts, and what the product itself keeps of it. Facts are
 * told here, whoever tells them: a form, a page, the API, a signal or the clock (R24-R40).
 */
@Component
public class CrisisFacts {

    /** What the product keeps of a crisis beside its facts. */
    public static final Set<String> OF_THE_PRODUCT = Set.of(
            Variables.NUMBER,
            Variables.TITLE,
            Variables.DESCRIPTION,
            Variables.TECHNICAL,
            Variables.CONTENT,
            Variables.LEVEL,
            Variables.LEVEL_REASONS,
            Variables.SUSPECTED_LEVEL,
            Variables.GRADED_LEVEL,
            Variables.GRADED_REASONS);

    private final Crises crises;
    private final FactTable table;
    private final Clock clock;

    CrisisFacts(Crises crises, FactTable table, Clock clock) {
        this.crises = crises;
        this.table = table;
        this.clock = clock;
    }

    /** The facts that are known; one that is said to be not known is not among them. */
    public Map<String, Object> known(String number) {
        Map<String, Object> known = new HashMap<>();
        crises.factsOf(number).values().stream()
                .filter(fact -> fact.value() != null)
                .forEach(fact -> known.put(fact.name(), fact.value()));
        return known;
    }

    /** Those that the tables grade by, as far as they are known. */
    public Map<String, Object> graded(Crisis crisis) {
        Map<String, Object> known = known(crisis.number());
        known.keySet().retainAll(table.graded(table.processOf(crisis.planVersion())));
        return known;
    }

    /** What a step of the plan knows under the name: a variable of its process, or what the crisis knows. */
    public @Nullable Object value(DelegateExecution step, String name) {
        Object variable = step.getVariable(name);
        String number = step.getProcessBusinessKey();
        return variable != null || number == null || !Crises.isNumber(number)
                ? variable
                : context(number).get(name);
    }

    /** Everything that a form, a table or a diagram may ask of the crisis; empty if there is no such crisis. */
    public Map<String, @Nullable Object> context(String number) {
        Map<String, @Nullable Object> all = new HashMap<>();
        crises.find(number).ifPresent(crisis -> {
            crises.factsOf(number).values().forEach(fact -> all.put(fact.name(), fact.value()));
            all.put(Variables.NUMBER, number);
            all.put(Variables.TITLE, crisis.title());
            all.put(Variables.DESCRIPTION, crisis.description());
            all.put(Variables.TECHNICAL, crisis.kinds().contains(Kind.TECHNICAL));
            all.put(Variables.CONTENT, crisis.kinds().contains(Kind.CONTENT));
            all.put(Variables.LEVEL_REASONS, text(crisis.reasons()));
            crises.moment(number, Milestones.BEGAN).ifPresent(began -> all.put(Variables.BEGAN_AT, began.toString()));
            crises.gradeInForce(number)
                    .ifPresentOrElse(
                            grade -> all.put(Variables.LEVEL, grade.level()),
                            () -> putIfKnown(all, Variables.SUSPECTED_LEVEL, crisis.level()));
            crises.lastGrade(number).ifPresent(grade -> {
                all.put(Variables.GRADED_LEVEL, grade.level());
                all.put(Variables.GRADED_REASONS, text(grade.reasons()));
            });
        });
        return all;
    }

    private static void putIfKnown(Map<String, @Nullable Object> all, String name, @Nullable Object value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    private static String text(List<Crisis.Reason> reasons) {
        return reasons.stream()
                .map(reason -> reason.clause() + " " + reason.text())
                .collect(Collectors.joining("\n"));
    }

    /**
     * Tells facts as a form, the API or a signal says them.
     *
     * @param told by the facts' names; null for one that is said to be not known
     * @return whether any of it was new
     * @throws InvalidReport naming every fact whose value it cannot have
     */
    public boolean tell(String number, String processDefinitionId, Map<String, ? extends @Nullable Object> told) {
        int pace = crises.paceOf(number);
        List<ToldFact> facts = told(processDefinitionId, told, pace);
        return !facts.isEmpty() && crises.tell(number, facts);
    }

    /**
     * The facts as the crisis keeps them.
     *
     * @param pace of the crisis, see {@link Crisis#pace}
     */
    public List<ToldFact> told(String processDefinitionId, Map<String, ? extends @Nullable Object> told, int pace) {
        FactDefinitions definitions = table.of(processDefinitionId);
        List<Finding> findings = new ArrayList<>();
        List<ToldFact> facts = new ArrayList<>();
        told.forEach(
                (name, value) -> definitions.find(name).ifPresent(fact -> take(fact, value, pace, facts, findings)));
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        return facts;
    }

    private void take(
            FactDefinition fact, @Nullable Object value, int pace, Collection<ToldFact> facts, List<Finding> findings) {
        boolean notKnown = fact.isNotKnown(value);
        Object taken = notKnown || value == null ? null : fact.take(value);
        if (taken == null && !notKnown) {
            findings.add(new Finding(fact.name(), fact.expectation()));
            return;
        }
        facts.add(new ToldFact(fact.name(), taken, fact.type().isText(), since(fact, taken, pace)));
    }

    /** A number that grows with the clock holds since it began to grow. */
    private @Nullable Instant since(FactDefinition fact, @Nullable Object value, int pace) {
        return fact.grows() == null || !(value instanceof Number number)
                ? null
                : clock.instant()
                        .minusMillis(
                                Math.round(number.doubleValue() * fact.grows().toMillis() / pace));
    }

    /**
     * Lets what grows with the clock grow: an outage that goes on has lasted longer by now (R27, R30). Whole minutes are counted, so
     * that a number just told is graded as it was told.
     */
    public void grow(String number, String processDefinitionId) {
        int pace = crises.paceOf(number);
        SortedMap<String, Crisis.Fact> facts = crises.factsOf(number);
        Map<String, @Nullable Object> known = new HashMap<>();
        facts.values().forEach(fact -> known.put(fact.name(), fact.value()));
        List<ToldFact> grown = new ArrayList<>();
        for (FactDefinition fact : table.of(processDefinitionId).all()) {
            Crisis.Fact before = facts.get(fact.name());
            if (fact.grows() != null
                    && before != null
                    && before.value() instanceof Number said
                    && table.isGrowing(processDefinitionId, fact, known)) {
                double now = grownTo(before.since(), fact.grows(), pace);
                if (now > said.doubleValue()) {
                    Object value =
                            fact.take(fact.type() == FactDefinition.Type.COUNT ? (Object) (long) now : (Object) now);
                    grown.add(new ToldFact(fact.name(), value, false, before.since()));
                }
            }
        }
        if (!grown.isEmpty()) {
            crises.tell(number, grown);
        }
    }

    private double grownTo(Instant since, Duration unit, int pace) {
        long minutes =
                Duration.between(since, clock.instant()).multipliedBy(pace).toMinutes();
        return (double) minutes / unit.toMinutes();
    }

    /** Whether anything known of the crisis grows with the clock. */
    public boolean isGrowing(String number, String processDefinitionId) {
        return isGrowing(new HashMap<>(known(number)), processDefinitionId);
    }

    /** The same of a crisis that has no number yet, by what its report says. */
    public boolean isGrowing(DelegateExecution report) {
        String processDefinitionId = report.getProcessDefinitionId();
        Map<String, @Nullable Object> known = new HashMap<>();
        table.of(processDefinitionId).all().forEach(fact -> {
            Object said = report.getVariable(fact.name());
            known.put(fact.name(), said == null ? null : fact.take(said));
        });
        return isGrowing(known, processDefinitionId);
    }

    private boolean isGrowing(Map<String, @Nullable Object> known, String processDefinitionId) {
        return table.of(processDefinitionId).all().stream()
                .anyMatch(fact -> fact.grows() != null
                        && known.get(fact.name()) != null
                        && table.isGrowing(processDefinitionId, fact, known));
    }

    /**
     * Whether anybody has said anything new since then; what only the clock makes grow is nothing new, and whoever approves an update
     * reads the log.
     */
    public boolean isAnythingNew(String number, String processDefinitionId, Instant since) {
        FactDefinitions definitions = table.of(processDefinitionId);
        return crises.factsOf(number).values().stream()
                .filter(fact -> fact.saidAt().isAfter(since))
                .anyMatch(fact -> definitions
                        .find(fact.name())
                        .map(definition -> definition.grows() == null && !definition.isLog())
                        .orElse(true));
    }

    /** Whether the facts that the tables grade by are others than when the crisis was graded last. */
    public boolean isToBeGraded(String number, String processDefinitionId) {
        Set<String> graded = table.graded(processDefinitionId);
        Map<String, Object> before = new HashMap<>();
        crises.lastGrade(number).ifPresent(grade -> before.putAll(grade.facts()));
        Map<String, Object> now = known(number);
        return graded.stream().anyMatch(name -> !Objects.equals(before.get(name), now.get(name)));
    }
}
