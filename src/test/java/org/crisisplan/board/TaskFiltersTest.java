package org.crisisplan.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;

@PlanTest
class TaskFiltersTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Autowired
    FilterService filters;

    @Autowired
    TaskService tasks;

    @Autowired
    IdentityService identities;

    @Autowired
    TaskFilters writing;

    @BeforeEach
    void fourTasks() {
        ClockUtil.setCurrentTime(Date.from(NOON));
        task("mine", "technology", "tech", "2026-05-10T12:00:00Z");
        task("offered", "technology", null, "2026-05-05T11:00:00Z");
        task("late", "technology", null, "2026-05-04T11:59:00Z");
        task("others", "legal", null, "2026-05-04T13:00:00Z");
    }

    @AfterEach
    void leaveNothing() {
        identities.clearAuthentication();
        ClockUtil.reset();
        List.of("mine", "offered", "late", "others").forEach(id -> tasks.deleteTask("filters-" + id, true));
    }

    @Test
    void tasklistOpensOnMyDepartments() {
        assertThat(filters.createTaskFilterQuery().list().stream()
                        .min(Comparator.comparing(TaskFiltersTest::priority))
                        .orElseThrow()
                        .getName())
                .isEqualTo("My departments’ 本部门");
    }

    @Test
    void eachFilterGivesTheTasksItSays() {
        identities.setAuthentication("tech", List.of("technology"));

        assertThat(names("My departments’ 本部门")).containsExactlyInAnyOrder("mine", "offered", "late");
        assertThat(names("Mine 我的")).containsExactly("mine");
        assertThat(names("Due soon 即将到期")).containsExactly("offered");
        assertThat(names("Overdue 已逾期")).containsExactly("late");
        assertThat(names("All 全部")).containsExactlyInAnyOrder("mine", "offered", "late");
    }

    @Test
    void anotherStartWritesNoOtherOnesAndKeepsWhatAnAdministratorChanged() {
        Filter all = filter("All 全部");
        all.setProperties(java.util.Map.of("priority", -10, "color", "#123456"));
        filters.saveFilter(all);

        writing.run(new DefaultApplicationArguments());

        assertThat(filters.createTaskFilterQuery().count()).isEqualTo(5);
        assertThat(filter("All 全部").getProperties()).containsEntry("color", "#123456");
    }

    @Test
    void teamMembersReadFiltersAndWriteNone() {
        identities.setAuthentication("tech", List.of("technology"));

        assertThat(filters.createTaskFilterQuery().count()).isEqualTo(5);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> filters.saveFilter(filters.newTaskFilter("mine").setQuery(tasks.createTaskQuery())))
                .isInstanceOf(AuthorizationException.class);
    }

    private List<String> names(String filter) {
        return filters.<Task>list(filter(filter).getId()).stream()
                .filter(task -> task.getId().startsWith("filters-"))
                .map(Task::getName)
                .toList();
    }

    private Filter filter(String name) {
        return filters.createTaskFilterQuery().filterName(name).singleResult();
    }

    private static Integer priority(Filter filter) {
        return (Integer) filter.getProperties().get("priority");
    }

    private void task(String name, String group, @org.jspecify.annotations.Nullable String assignee, String due) {
        Task task = tasks.newTask("filters-" + name);
        task.setName(name);
        task.setDueDate(Date.from(Instant.parse(due)));
        tasks.saveTask(task);
        tasks.addCandidateGroup(task.getId(), group);
        if (assignee != null) {
            tasks.setAssignee(task.getId(), assignee);
        }
    }
}
