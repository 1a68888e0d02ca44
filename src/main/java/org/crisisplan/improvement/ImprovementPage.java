package org.crisisplan.improvement;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page {@code /improvement}: what reviews agreed on, what of it is open and overdue, and what closed the rest (R58-R60). */
@Controller
@RequestMapping("/improvement")
class ImprovementPage {

    private static final int SIZE = 50;
    private static final int MOST_TASKS = 1000;

    private final ImprovementItemRepository items;
    private final TrainingRecords trainings;
    private final TaskService tasks;
    private final OfferedActs acts;
    private final TimeFormatter moments;
    private final Clock clock;

    ImprovementPage(
            ImprovementItemRepository items,
            TrainingRecords trainings,
            TaskService tasks,
            OfferedActs acts,
            TimeFormatter moments,
            Clock clock) {
        this.items = items;
        this.trainings = trainings;
        this.tasks = tasks;
        this.acts = acts;
        this.moments = moments;
        this.clock = clock;
    }

    /**
     * An item as the page shows it.
     *
     * @param task where its owner works on it; null while a planned drill is waited for, or for somebody else
     */
    record Line(
            ImprovementItem item,
            boolean overdue,
            @Nullable String task,
            @Nullable String closedAt) {}

    @GetMapping
    String show(@RequestParam(defaultValue = "0") int page, Authentication login, Model model) {
        int total = items.settledCount();
        int pages = Math.max(1, (total + SIZE - 1) / SIZE);
        int shown = Math.min(Math.max(page, 0), pages - 1);
        Map<String, String> waiting = openTasks();
        CurrentUser visitor = CurrentUser.of(login);
        model.addAttribute("visitor", visitor);
        model.addAttribute(
                "open",
                items.open().stream().map(item -> line(item, visitor, waiting)).toList());
        model.addAttribute(
                "settled",
                items.settled(SIZE, shown * SIZE).stream()
                        .map(item -> line(item, visitor, Map.of()))
                        .toList());
        model.addAttribute("total", total);
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        model.addAttribute("expired", trainings.expired().size());
        model.addAttribute("zone", moments.zone());
        return "improvement/items";
    }

    private Line line(ImprovementItem item, CurrentUser visitor, Map<String, String> waiting) {
        return new Line(
                item,
                item.isOverdue(LocalDate.now(clock)),
                visitor.groups().contains(item.owner()) ? waiting.get(item.number()) : null,
                item.closedAt() == null ? null : moments.moment(item.closedAt()).text());
    }

    /** The open task of each item; whoever may read the items may know that there is one. */
    private Map<String, String> openTasks() {
        return acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> tasks
                        .createTaskQuery()
                        .processDefinitionKey(ImprovementItems.PROCESS)
                        .orderByTaskCreateTime()
                        .desc()
                        .listPage(0, MOST_TASKS)
                        .stream()
                        .collect(Collectors.toMap(
                                task -> String.valueOf(tasks.getVariable(task.getId(), "itemNumber")),
                                Task::getId,
                                (one, other) -> one)));
    }

    @GetMapping("/items.csv")
    ResponseEntity<byte[]> csv() {
        CsvTable file = new CsvTable(
                "number",
                "crisis",
                "kind",
                "what",
                "owner",
                "agreed at",
                "due",
                "state",
                "overdue",
                "planned for",
                "closed by",
                "reference",
                "result",
                "closed at",
                "closed by person");
        List<ImprovementItem> all = items.all();
        all.forEach(item -> file.row(
                item.number(),
                item.crisis(),
                item.kind().word(),
                item.what(),
                item.owner(),
                item.agreedAt(),
                item.due(),
                item.state().word(),
                item.isOverdue(LocalDate.now(clock)) ? "yes" : "no",
                item.plannedFor(),
                item.proof(),
                item.reference(),
                item.result(),
                item.closedAt(),
                item.closedBy()));
        return file.named("improvement-items.csv");
    }
}
