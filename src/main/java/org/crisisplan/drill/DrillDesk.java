package org.crisisplan.drill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.department.Group;
import org.crisisplan.engine.RunningPlan;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with drills: begin one, and break it off (R61). */
@Service
@Transactional(noRollbackFor = InvalidReport.class)
public class DrillDesk {

    static final String PROCESS = "drill";

    private static final int LONGEST_REASON = 500;
    private static final Pattern ITEMS = Pattern.compile("(AI-\\d{4}-\\d{4,}(\\s+|$)){0,20}");

    private final Programme programme;
    private final DrillRepository drills;
    private final FactTable facts;
    private final RunningPlan plan;
    private final RepositoryService definitions;
    private final RuntimeService runtime;
    private final OfferedActs acts;
    private final SafeMode safeMode;

    DrillDesk(
            Programme programme,
            DrillRepository drills,
            FactTable facts,
            RunningPlan plan,
            RepositoryService definitions,
            RuntimeService runtime,
            OfferedActs acts,
            SafeMode safeMode) {
        this.programme = programme;
        this.drills = drills;
        this.facts = facts;
        this.plan = plan;
        this.definitions = definitions;
        this.runtime = runtime;
        this.acts = acts;
        this.safeMode = safeMode;
    }

    /**
     * How a drill is to be run.
     *
     * @param scenario the key of one that there is
     * @param pace null for the table's; see {@link org.crisisplan.crisis.Crisis#pace}
     * @param played null for the table's: whether the departments are played by the product
     * @param lead a department; null for the table's
     * @param items numbers of improvement items that it is to close, separated by blanks
     */
    public record Order(
            String scenario,
            @Nullable Integer pace,
            @Nullable Boolean played,
            @Nullable String lead,
            String items) {

        public static Order byTable(String scenario) {
            return new Order(scenario, null, null, null, "");
        }
    }

    /**
     * Begins a drill; the diagram {@code drill} carries it from here on.
     *
     * @param by the login; empty for the schedule
     * @throws InvalidReport when there is no such scenario, it tells facts that the plan does not know, or nothing may begin now
     */
    public void begin(Order order, String by) {
        Programme.Item item = programme
                .of(order.scenario())
                .orElseThrow(() -> new InvalidReport(List.of(new Finding("scenario", "is none that there is"))));
        List<Finding> findings = new ArrayList<>();
        if (safeMode.isOn()) {
            findings.add(new Finding("safeMode", "is on: no drill begins before an administrator releases it"));
        }
        int pace = order.pace() == null ? item.pace() : order.pace();
        if (pace < 1 || pace > CrisisPlan.FASTEST) {
            findings.add(new Finding("pace", "must be from 1 to " + CrisisPlan.FASTEST));
        }
        String lead = order.lead() == null ? item.lead().id() : order.lead();
        if (!Group.teamIds().contains(lead)) {
            findings.add(new Finding("lead", "must be a department"));
        }
        String items = order.items().strip();
        if (!ITEMS.matcher(items).matches()) {
            findings.add(new Finding("items", "must be numbers such as AI-2026-0001, separated by blanks"));
        }
        drills.takeTurn(order.scenario());
        if (isOrdered(order.scenario())
                || drills.running().stream()
                        .anyMatch(running -> running.scenario().equals(order.scenario()))) {
            findings.add(new Finding("scenario", "is being rehearsed already"));
        }
        facts.newest().check(item.scenario().report().facts(), findings);
        item.scenario().injects().forEach(inject -> facts.newest().check(inject.facts(), findings));
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        Map<String, Object> variables = new HashMap<>();
        variables.put("scenario", order.scenario());
        variables.put("leadGroup", lead);
        variables.put("drillPace", pace);
        variables.put("drillPlayed", order.played() == null ? item.played() : order.played());
        variables.put("drillItems", items);
        variables.put("orderedBy", by);
        acts.perform(OfferedActs.RUN_DRILL, () -> runtime.startProcessInstanceById(process(), variables));
    }

    /** Whether one was ordered that has not begun yet. */
    private boolean isOrdered(String scenario) {
        return acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> runtime
                        .createProcessInstanceQuery()
                        .processDefinitionKey(PROCESS)
                        .variableValueEquals("scenario", scenario)
                        .list()
                        .stream()
                        .anyMatch(ordered -> ordered.getBusinessKey() == null));
    }

    private String process() {
        return plan.deployment()
                .map(deployment -> definitions
                        .createProcessDefinitionQuery()
                        .deploymentId(deployment)
                        .processDefinitionKey(PROCESS)
                        .singleResult())
                .map(ProcessDefinition::getId)
                .orElseThrow(() -> new InvalidReport(List.of(new Finding(
                        "plan", "has no process '" + PROCESS + "'; an analyst adds it, and nothing has begun"))));
    }

    /**
     * Breaks a drill off: what it asked for is withdrawn, and it is not scored.
     *
     * @throws InvalidReport when no reason is given or it is not running
     */
    public void breakOff(String number, @Nullable String why) {
        List<Finding> findings = new ArrayList<>();
        String reason = why == null ? "" : why.strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON || reason.matches("(?s).*\\p{Cntrl}.*")) {
            findings.add(new Finding("why", "must say why, in one line of up to " + LONGEST_REASON + " characters"));
        } else if (drills.find(number).filter(Rehearsal::isRunning).isEmpty()) {
            findings.add(new Finding("number", "is no drill that is running"));
        }
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        acts.perform(OfferedActs.RUN_DRILL, () -> {
            if (drills.brokenOff(number, reason)) {
                runtime.createMessageCorrelation(CrisisResponse.DRILL_BROKEN_OFF)
                        .processInstanceBusinessKey(businessKey(number))
                        .correlate();
            }
            return number;
        });
    }

    public Optional<Rehearsal> find(String number) {
        return drills.find(number);
    }

    /** The newest first. */
    public List<Rehearsal> all() {
        return drills.all();
    }

    /** The process that runs a drill is no part of the crisis that is rehearsed in it. */
    static String businessKey(String number) {
        return Crisis.RUNS_DRILL + number;
    }
}
