package org.crisisplan.board;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.TaskQuery;
import org.crisisplan.engine.StartWork;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * The views Tasklist opens on. Written where they are missing; one that an administrator changed stays as it is. Their expressions
 * are evaluated for whoever looks, which is why nobody but administrators may write filters.
 */
@Component
class TaskFilters implements ApplicationRunner {

    private final FilterService filters;
    private final TaskService tasks;
    private final ProcessEngineConfigurationImpl engine;
    private final StartWork startWork;

    TaskFilters(FilterService filters, TaskService tasks, ProcessEngine engine, StartWork startWork) {
        this.startWork = startWork;
        this.filters = filters;
        this.tasks = tasks;
        this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    private record View(String name, String description, int priority, String color, TaskQuery query) {}

    @Override
    public void run(ApplicationArguments arguments) {
        startWork.beside("writing Tasklist's views", this::write);
    }

    /** Two nodes that start together write one set of filters: the second waits for the first. */
    private void write() {
        engine.getCommandExecutorTxRequired().execute(context -> {
            context.getPropertyManager().acquireExclusiveLock();
            views().forEach(this::createOnce);
            return null;
        });
    }

    /** Tasklist opens on the one with the lowest priority. */
    private List<View> views() {
        return List.of(
                new View(
                        "My departments’ 本部门",
                        "Everything my departments have to do 本部门的全部任务",
                        -50,
                        "#1f4e79",
                        tasks.createTaskQuery()
                                .taskCandidateGroupInExpression("${currentUserGroups()}")
                                .includeAssignedTasks()),
                new View(
                        "Mine 我的",
                        "What I have claimed or was given 我已认领或指派给我的任务",
                        -40,
                        "#17613c",
                        tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}")),
                new View(
                        "Due soon 即将到期",
                        "Due within a day 一天内到期",
                        -30,
                        "#7a4a00",
                        tasks.createTaskQuery()
                                .dueAfterExpression("${now()}")
                                .dueBeforeExpression("${dateTime().plusDays(1)}")),
                new View(
                        "Overdue 已逾期",
                        "Should have been done 早应完成",
                        -20,
                        "#a11a1f",
                        tasks.createTaskQuery().dueBeforeExpression("${now()}")),
                new View("All 全部", "Every open task I may see 我可以看到的全部任务", -10, "#505c6b", tasks.createTaskQuery()));
    }

    private void createOnce(View view) {
        if (filters.createTaskFilterQuery().filterName(view.name()).count() > 0) {
            return;
        }
        Map<String, Object> properties = new HashMap<>();
        properties.put("description", view.description());
        properties.put("priority", view.priority());
        properties.put("color", view.color());
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        filters.saveFilter(filters.newTaskFilter(view.name())
                .setQuery(view.query().orderByDueDate().asc())
                .setProperties(properties));
    }
}
