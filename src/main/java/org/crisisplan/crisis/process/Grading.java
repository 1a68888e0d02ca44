package org.crisisplan.crisis.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.Facts;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.InPlan;
import org.jspecify.annotations.Nullable;

/**
 * Called by the diagrams' listeners as {@code ${grading...}} around the decision {@code crisisLevel}: a worse level applies at
 * once, a better one only with a person's consent (R24-R31).
 */
@InPlan("grading")
public class Grading {

    private static final Set<String> OUTAGE = Set.of("regional", "nationwide");
    private static final Set<String> KEY_BUSINESS = Set.of("payment", "order");

    private static final String CONSENT_ASKED = "consentAsked";

    private final Crises crises;
    private final CrisisCourse cases;
    private final Clocks clocks;
    private final RuntimeService runtime;
    private final Clock clock;

    Grading(Crises crises, CrisisCourse cases, Clocks clocks, RuntimeService runtime, Clock clock) {
        this.crises = crises;
        this.cases = cases;
        this.clocks = clocks;
        this.runtime = runtime;
        this.clock = clock;
    }

    /** Grading begins: with everything that the case knows, also a fact that only this plan's forms and tables speak of. */
    public void reads(DelegateExecution execution) {
        Map<String, Object> known = new HashMap<>(runtime.getVariables(CrisisCourse.root(execution)));
        known.values().removeIf(Objects::isNull);
        execution.setVariables(known);
    }

    /**
     * Before grading: an outage that goes on has lasted longer by now (R27, R30). Whole minutes are counted, so that a number just
     * reported is graded as it was reported.
     */
    public void counts(DelegateExecution execution) {
        grow(execution, "unresponsiveMinutes", 1, growsMinutes(execution));
        grow(execution, "downtimeHours", 60, growsHours(execution));
    }

    private void grow(DelegateExecution execution, String fact, int minutesPerUnit, boolean goesOn) {
        if (!(execution.getVariable(fact) instanceof Number reported)) {
            return;
        }
        String sinceName = fact + "Since";
        String countedName = fact + "Counted";
        boolean saidAnew = !(ofTheCase(execution, countedName) instanceof Number counted)
                || counted.doubleValue() != reported.doubleValue();
        Instant since = saidAnew
                ? clock.instant().minusSeconds(Math.round(reported.doubleValue() * minutesPerUnit * 60))
                : Instant.parse((String) ofTheCase(execution, sinceName));
        double now = reported.doubleValue();
        if (goesOn) {
            long minutes = Duration.between(since, clock.instant()).toMinutes();
            now = Math.max(now, (double) minutes / minutesPerUnit);
        }
        Object value = minutesPerUnit == 1 ? (Object) Math.round(now) : (Object) now;
        keep(execution, sinceName, since.toString());
        keep(execution, countedName, value);
        if (!Objects.equals(value, reported)) {
            keep(execution, fact, value);
            crises.tell(execution.getProcessBusinessKey(), Map.of(fact, value));
        }
    }

    /** After grading an unverified report: what it would be, for whoever verifies. */
    public void suggests(DelegateExecution execution) {
        Graded graded = Graded.from(execution);
        keep(execution, Variables.SUSPECTED_LEVEL, graded.level());
        keep(execution, Variables.LEVEL_REASONS, graded.text());
        crises.grade(execution.getProcessBusinessKey(), graded.level(), graded.reasons());
    }

    /** After grading a verified crisis: the first level and a worse one apply at once; a better one waits for consent. */
    public void applies(DelegateExecution execution) {
        Graded graded = Graded.from(execution);
        Integer level = levelOf(execution);
        boolean asked = Boolean.TRUE.equals(ofTheCase(execution, CONSENT_ASKED));
        String change = change(level, graded.level(), asked);
        keep(execution, Variables.GRADED_LEVEL, graded.level());
        keep(execution, Variables.GRADED_REASONS, graded.text());
        if (asked) {
            tellWhoIsAsked(execution, graded);
        }
        execution.setVariable(Variables.GRADE_CHANGE, change);
        if (level == null || graded.level() <= level) {
            takes(execution, graded.level(), graded.reasons(), graded.text(), level);
        }
    }

    /** After new facts: as {@link #applies}, but a report that is not verified yet stays a suspicion. */
    public void appliesAgain(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        clocks.recount(CrisisCourse.root(execution), "Start_ClockRuns");
        if (levelOf(execution) == null
                && crises.moment(number, Milestones.VERIFIED).isEmpty()) {
            suggests(execution);
            execution.setVariable(Variables.GRADE_CHANGE, "same");
        } else {
            applies(execution);
        }
    }

    /** After a person was asked: the better level applies if they consented. */
    public void appliesConsent(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        keep(execution, CONSENT_ASKED, false);
        if (!"yes".equals(execution.getVariable(Variables.CONSENT))) {
            return;
        }
        // while somebody was asked, the case may have been graded again
        int level = (Integer) Objects.requireNonNull(ofTheCase(execution, Variables.GRADED_LEVEL));
        String text = (String) Objects.requireNonNull(ofTheCase(execution, Variables.GRADED_REASONS));
        List<Crisis.Reason> reasons = text.lines()
                .map(line ->
                        new Crisis.Reason(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)))
                .toList();
        takes(execution, level, reasons, text, levelOf(execution));
    }

    /** After a step that asked for facts: what the person changed becomes known to the case, which is graded again. */
    public void passesOn(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        Map<String, Object> changed = changedFacts(execution);
        if (changed.isEmpty()) {
            return;
        }
        Map<Object, Object> seen = new HashMap<>(seen(execution));
        seen.putAll(changed);
        execution.setVariable(Variables.FACTS_SEEN, seen);
        runtime.createMessageCorrelation(CrisisResponse.FACTS_REPORTED)
                .processInstanceBusinessKey(execution.getProcessBusinessKey())
                .setVariables(changed)
                .correlate();
    }

    /** Consent is being asked for: while it is, better grades ask nobody else. */
    public void asks(DelegateExecution execution) {
        keep(execution, CONSENT_ASKED, true);
    }

    /** A department hands its case back as worse: what it found is known to the case before that is graded again. */
    public void handsBack(DelegateExecution execution) {
        Map<String, Object> changed = changedFacts(execution);
        runtime.setVariables(cases.root(execution.getProcessBusinessKey()), changed);
    }

    /** The repair is verified: from now on the outage lasts no longer. */
    public void outageEnds(DelegateExecution execution) {
        runtime.setVariable(cases.root(execution.getProcessBusinessKey()), "outageOver", true);
    }

    /** How often a crisis whose facts grow with the clock is graded again (R30): an ISO 8601 cycle. */
    public String cycle(DelegateExecution execution) {
        boolean nothingGrows = !growsMinutes(execution) && !growsHours(execution);
        boolean worstAlready = Integer.valueOf(1).equals(execution.getVariable(Variables.LEVEL));
        return "R/" + (nothingGrows || worstAlready ? "P1D" : clocks.within(execution, "regrade"));
    }

    private boolean growsMinutes(DelegateExecution execution) {
        return goesOn(execution)
                && execution.getVariable("unresponsiveMinutes") != null
                && OUTAGE.contains(String.valueOf(execution.getVariable("outageScope")));
    }

    private boolean growsHours(DelegateExecution execution) {
        return goesOn(execution)
                && execution.getVariable("downtimeHours") != null
                && KEY_BUSINESS.contains(String.valueOf(execution.getVariable("keyBusiness")));
    }

    private boolean goesOn(DelegateExecution execution) {
        return !Boolean.TRUE.equals(ofTheCase(execution, "outageOver"));
    }

    private @Nullable Integer levelOf(DelegateExecution execution) {
        return (Integer) ofTheCase(execution, Variables.LEVEL);
    }

    /** What the case itself knows, whichever of its processes grades it. */
    private @Nullable Object ofTheCase(DelegateExecution execution, String name) {
        return runtime.getVariable(CrisisCourse.root(execution), name);
    }

    private void keep(DelegateExecution execution, String name, Object value) {
        execution.setVariable(name, value);
        String root = CrisisCourse.root(execution);
        if (!root.equals(execution.getProcessInstanceId())) {
            runtime.setVariable(root, name, value);
        }
    }

    private Map<String, Object> changedFacts(DelegateExecution execution) {
        Map<?, ?> seen = seen(execution);
        Map<String, Object> changed = CrisisCourse.factsAmong(execution.getVariables());
        changed.entrySet().removeIf(fact -> same(fact.getValue(), seen.get(fact.getKey())));
        return Facts.checked(changed);
    }

    private static Map<?, ?> seen(DelegateExecution execution) {
        return execution.getVariable(Variables.FACTS_SEEN) instanceof Map<?, ?> map ? map : Map.of();
    }

    private void takes(
            DelegateExecution execution,
            int level,
            List<Crisis.Reason> reasons,
            String text,
            @Nullable Integer before) {
        String number = execution.getProcessBusinessKey();
        crises.grade(number, level, reasons);
        if (before == null || level < before) {
            crises.markAnew(number, Milestones.GRADED);
        }
        keep(execution, Variables.LEVEL_REASONS, text);
        if (before == null || before != level) {
            tellTheCase(execution, number, level, text);
            execution.setVariable(Variables.LEVEL, level);
            clocks.levelChanged(number, execution, before, level);
        }
    }

    private void tellTheCase(DelegateExecution execution, String number, int level, String text) {
        for (ProcessInstance part : runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list()) {
            // one that ends in this very step is still found, but takes nothing more
            if (!part.isEnded() && !part.getId().equals(execution.getProcessInstanceId())) {
                runtime.setVariables(part.getId(), Map.of(Variables.LEVEL, level, Variables.LEVEL_REASONS, text));
            }
        }
    }

    /** Whoever is being asked for consent reads in the form what the case would now be. */
    private void tellWhoIsAsked(DelegateExecution execution, Graded graded) {
        runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(execution.getProcessBusinessKey(), "grade-crisis")
                .list()
                .stream()
                .filter(asking -> !asking.isEnded() && !asking.getId().equals(execution.getProcessInstanceId()))
                .forEach(asking -> runtime.setVariables(
                        asking.getId(),
                        Map.of(Variables.GRADED_LEVEL, graded.level(), Variables.GRADED_REASONS, graded.text())));
    }

    private static String change(@Nullable Integer before, int now, boolean asked) {
        if (before == null) {
            return "first";
        }
        if (now < before) {
            return "worse";
        }
        return now == before || asked ? "same" : "better";
    }

    private static boolean same(Object one, @Nullable Object other) {
        return one instanceof Number a && other instanceof Number b
                ? a.doubleValue() == b.doubleValue()
                : one.equals(other);
    }

    private record Graded(int level, List<Crisis.Reason> reasons) {

        static Graded from(VariableScope execution) {
            DmnDecisionResult result = (DmnDecisionResult) execution.getVariable("decisionResult");
            Map<String, Object> row = Objects.requireNonNull(result.getSingleResult(), "crisisLevel gave nothing")
                    .getEntryMap();
            List<Crisis.Reason> reasons = ((List<?>) row.get("reasons"))
                    .stream()
                            .map(reason -> (Map<?, ?>) reason)
                            .map(reason -> new Crisis.Reason(
                                    String.valueOf(reason.get("clause")), String.valueOf(reason.get("text"))))
                            .toList();
            return new Graded(((Number) row.get("level")).intValue(), reasons);
        }

        String text() {
            return reasons.stream()
                    .map(reason -> reason.clause() + " " + reason.text())
                    .collect(Collectors.joining("\n"));
        }
    }
}
