package org.crisisplan.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.crisisplan.audit.Difference.Kind;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.improvement.ImprovementItems;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a record and the engine's history tell the same of a crisis: both are written in one transaction, so whoever changes one alone
 * leaves a difference.
 */
@Component
class HistoryCheck {

    /** As the engine says of a task that somebody did. */
    private static final String COMPLETED = "completed";

    private static final Set<ActKind> OF_TASKS = Set.of(ActKind.TASK_OFFERED, ActKind.TASK_COMPLETED);

    /** As the table of retention calls it. */
    private static final String HISTORY = "engine-history";

    private final HistoryService history;
    private final RecordSearch records;
    private final ImprovementItems improvements;
    private final JdbcClient database;

    HistoryCheck(HistoryService history, RecordSearch records, ImprovementItems improvements, JdbcClient database) {
        this.history = history;
        this.improvements = improvements;
        this.records = records;
        this.database = database;
    }

    /** None where the history went because its time was over: that stands in the record, under its chain. */
    List<Difference> differences(String number) {
        if (records.lastOfEach(number, ActKind.DATA_REMOVED).containsKey(HISTORY)) {
            return List.of();
        }
        List<HistoricProcessInstance> instances = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list();
        if (instances.stream().noneMatch(instance -> instance.getSuperProcessInstanceId() == null)) {
            return List.of(new Difference(number, Kind.INSTANCE_GONE, ""));
        }
        Set<String> beside = runBeside(number);
        List<Difference> found = new ArrayList<>(tasks(number, beside));
        Set<String> walked = new HashSet<>(walked(number));
        beside.forEach(key -> walked.addAll(walked(key)));
        records.steps(number).stream()
                .filter(step -> !walked.contains(step))
                .forEach(step -> found.add(new Difference(number, Kind.STEP_GONE, step)));
        return found;
    }

    /** The business keys of what runs beside the crisis and writes into its record: the drill that it is, and what its review agreed on. */
    private Set<String> runBeside(String number) {
        Set<String> keys = new LinkedHashSet<>();
        if (Crisis.isDrill(number)) {
            keys.add(Crisis.RUNS_DRILL + number);
        }
        improvements.of(number).forEach(item -> keys.add(item.number()));
        return keys;
    }

    private Map<String, HistoricTaskInstance> tasksOf(String businessKey) {
        return history.createHistoricTaskInstanceQuery().processInstanceBusinessKey(businessKey).list().stream()
                .collect(Collectors.toMap(HistoricTaskInstance::getId, task -> task));
    }

    private List<Difference> tasks(String number, Set<String> beside) {
        Map<String, HistoricTaskInstance> own = tasksOf(number);
        Map<String, HistoricTaskInstance> known = new HashMap<>(own);
        beside.forEach(key -> known.putAll(tasksOf(key)));
        List<Difference> found = new ArrayList<>();
        Set<String> done = new HashSet<>();
        Set<String> gone = new HashSet<>();
        for (Act act :
                records.newest(number, new RecordSearch.Wanted(OF_TASKS, null), Integer.MAX_VALUE, Integer.MAX_VALUE)) {
            String id = String.valueOf(act.after().get("task"));
            HistoricTaskInstance task = known.get(id);
            if (task == null) {
                gone.add(act.subject() + " " + id);
            } else if (act.kind() == ActKind.TASK_COMPLETED) {
                done.add(id);
                if (!COMPLETED.equals(task.getDeleteReason())) {
                    found.add(new Difference(number, Kind.TASK_OPEN, act.subject() + " " + id));
                }
            }
        }
        gone.forEach(task -> found.add(new Difference(number, Kind.TASK_GONE, task)));
        own.values().stream()
                .filter(task -> COMPLETED.equals(task.getDeleteReason()) && !done.contains(task.getId()))
                .forEach(task -> found.add(new Difference(
                        number, Kind.TASK_UNRECORDED, task.getTaskDefinitionKey() + " " + task.getId())));
        return found;
    }

    /** The steps that the engine went through for the crisis; its API would be asked once for each instance. */
    private Set<String> walked(String number) {
        return new HashSet<>(database.sql("select distinct a.PROC_DEF_KEY_ || ' ' || a.ACT_ID_ from ACT_HI_ACTINST a"
                        + " join ACT_HI_PROCINST p on p.PROC_INST_ID_ = a.PROC_INST_ID_ where p.BUSINESS_KEY_ = ?")
                .param(number)
                .query(String.class)
                .list());
    }
}
