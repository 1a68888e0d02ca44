package org.crisisplan.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.crisisplan.crisis.Crises;
import org.crisisplan.engine.TakenFlows;
import org.springframework.stereotype.Component;

/**
 * The engine's history of what ended, which Cockpit shows: a process with all that it called goes at once. The engine's own clean-up is
 * switched off, since it knows no legal hold.
 */
@Component
class OldEngineHistory implements KeptData {

    private static final int AT_ONCE = 20;

    private final HistoryService history;
    private final TakenFlows flows;
    private final Crises crises;

    OldEngineHistory(HistoryService history, TakenFlows flows, Crises crises) {
        this.flows = flows;
        this.history = history;
        this.crises = crises;
    }

    @Override
    public String name() {
        return "engine-history";
    }

    @Override
    public Removed removeSome(Instant before, Set<String> held) {
        Map<String, Long> removed = new TreeMap<>();
        for (HistoricProcessInstance root : roots(before, held)) {
            List<String> tree = Stream.concat(
                            Stream.of(root),
                            history
                                    .createHistoricProcessInstanceQuery()
                                    .rootProcessInstanceId(root.getId())
                                    .list()
                                    .stream())
                    .map(HistoricProcessInstance::getId)
                    .distinct()
                    .toList();
            List<String> decisions = tree.stream()
                    .flatMap(instance -> history
                            .createHistoricDecisionInstanceQuery()
                            .rootDecisionInstancesOnly()
                            .processInstanceId(instance)
                            .list()
                            .stream())
                    .map(HistoricDecisionInstance::getId)
                    .toList();
            if (!decisions.isEmpty()) {
                history.deleteHistoricDecisionInstancesBulk(decisions);
            }
            history.deleteHistoricProcessInstancesBulk(tree);
            tree.forEach(flows::forget);
            String key = root.getBusinessKey();
            String crisis = key != null && crises.find(key).isPresent() ? key : "";
            removed.merge(crisis, (long) tree.size(), Long::sum);
        }
        return new Removed(removed);
    }

    /** Those of crises that are held are passed over. */
    private List<HistoricProcessInstance> roots(Instant before, Set<String> held) {
        List<HistoricProcessInstance> roots = new ArrayList<>();
        int from = 0;
        List<HistoricProcessInstance> some;
        do {
            some = history.createHistoricProcessInstanceQuery()
                    .rootProcessInstances()
                    .finishedBefore(Date.from(before))
                    .orderByProcessInstanceEndTime()
                    .asc()
                    .listPage(from, AT_ONCE);
            some.stream()
                    .filter(root -> root.getBusinessKey() == null || !held.contains(root.getBusinessKey()))
                    .limit(AT_ONCE - roots.size())
                    .forEach(roots::add);
            from += AT_ONCE;
        } while (some.size() == AT_ONCE && roots.size() < AT_ONCE);
        return roots;
    }
}
