package org.crisisplan.media.answer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.department.Group;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.media.Faults;
import org.crisisplan.media.MediaReader;
import org.crisisplan.media.MediaTimes;
import org.crisisplan.media.answer.AnswerBank.Entry;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /answers}: what may be said when somebody asks, to search and to copy; one language for each reader (R48). */
@Controller
@RequestMapping("/answers")
class AnswersPage {

    private static final int SHOWN = 200;
    private static final int MOST_CRISES = 50;

    private final AnswerBank bank;
    private final Crises crises;
    private final TaskService tasks;
    private final OfferedActs acts;
    private final MediaTimes moments;

    AnswersPage(AnswerBank bank, Crises crises, TaskService tasks, OfferedActs acts, MediaTimes moments) {
        this.bank = bank;
        this.crises = crises;
        this.tasks = tasks;
        this.acts = acts;
        this.moments = moments;
    }

    /** What somebody typed. */
    record Typed(
            @Nullable String question,
            @Nullable String crisis,
            @Nullable String kind,
            @Nullable String audience,
            @Nullable String about) {

        static Typed of(@Nullable String crisis) {
            return new Typed(null, crisis, null, null, null);
        }
    }

    /** Words in the reader's language, when they were approved, and as which version. */
    record Text(int version, String question, String words, String approvedAt) {}

    /**
     * An entry as the page shows it.
     *
     * @param text what may be passed on; null while nothing is approved
     * @param earlier versions that are in force no more
     * @param task where it is being written; null if it is not
     */
    record Line(
            Answer answer,
            @Nullable Text text,
            List<Text> earlier,
            @Nullable String task) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String crisis,
            @RequestParam(defaultValue = "false") boolean retired,
            Authentication login,
            Locale language,
            Model model) {
        return page(q, crisis, retired, Typed.of(crisis), Faults.NONE, login, language, model);
    }

    @PostMapping
    String ask(Typed typed, Authentication login, Locale language, Model model, RedirectAttributes next) {
        MediaReader.of(login).mustBeOf(Group.PUBLIC_RELATIONS, Group.CUSTOMER_SERVICE);
        try {
            bank.ask(
                    new AnswerBank.Asked(
                            typed.crisis(), typed.question(), typed.kind(), typed.audience(), typed.about()),
                    login.getName());
            next.addFlashAttribute("flash", "asked");
        } catch (InvalidReport invalid) {
            return page("", null, false, typed, Faults.of(invalid), login, language, model);
        } catch (CrisisOver | UnknownCrisis over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/answers";
    }

    @PostMapping("/{id}/revise")
    String revise(@PathVariable String id, Authentication login, RedirectAttributes next) {
        return change(id, login, next, "revised", () -> bank.revise(id));
    }

    @PostMapping("/{id}/retire")
    String retire(@PathVariable String id, Authentication login, RedirectAttributes next) {
        return change(id, login, next, "retired", () -> bank.retire(id, true, login.getName()));
    }

    @PostMapping("/{id}/restore")
    String restore(@PathVariable String id, Authentication login, RedirectAttributes next) {
        return change(id, login, next, "restored", () -> bank.retire(id, false, login.getName()));
    }

    private String change(String id, Authentication login, RedirectAttributes next, String flash, Runnable change) {
        MediaReader.of(login).mustBeOf(Group.PUBLIC_RELATIONS);
        if (bank.find(id).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such answer");
        }
        try {
            change.run();
            next.addFlashAttribute("flash", flash);
        } catch (InvalidReport inHand) {
            next.addFlashAttribute("flash", "inHand");
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/answers";
    }

    private String page(
            String q,
            @Nullable String crisis,
            boolean retired,
            Typed typed,
            Faults faults,
            Authentication login,
            Locale language,
            Model model) {
        Map<String, String> open = openTasks();
        String wanted = q.strip().toLowerCase(Locale.ROOT);
        List<Entry> found = bank.all().stream()
                .filter(entry -> (entry.answer().state() == Answer.State.RETIRED) == retired)
                .filter(entry -> crisis == null
                        || crisis.isBlank()
                        || entry.answer().crisis() == null
                        || crisis.equals(entry.answer().crisis()))
                .filter(entry -> wanted.isEmpty() || contains(entry, wanted))
                .toList();
        MediaReader reader = MediaReader.of(login);
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute("asks", reader.isAsked());
        model.addAttribute("keeps", reader.isOf(Group.PUBLIC_RELATIONS));
        model.addAttribute("q", q.strip());
        model.addAttribute("crisis", crisis);
        model.addAttribute("retired", retired);
        model.addAttribute("typed", typed);
        model.addAttribute("faults", faults);
        model.addAttribute("total", found.size());
        model.addAttribute(
                "lines",
                found.stream()
                        .limit(SHOWN)
                        .map(entry -> line(entry, open, language))
                        .toList());
        model.addAttribute("running", crises.openPage(0, MOST_CRISES).items());
        model.addAttribute("zone", moments.zone());
        return "media/answers";
    }

    private static boolean contains(Entry entry, String wanted) {
        var text = entry.text() == null ? null : entry.text().text();
        String all = entry.answer().question() + "\n" + entry.answer().crisis() + "\n"
                + (text == null ? "" : String.join("\n", text.titleEn(), text.titleZh(), text.textEn(), text.textZh()));
        String folded = all.toLowerCase(Locale.ROOT);
        return List.of(wanted.split("\\s+")).stream().allMatch(folded::contains);
    }

    private Line line(Entry entry, Map<String, String> open, Locale language) {
        Answer answer = entry.answer();
        List<Text> versions = bank.versions(answer.id()).stream()
                .map(version -> text(version, language))
                .toList();
        boolean valid = entry.text() != null && !versions.isEmpty();
        return new Line(
                answer,
                valid ? versions.get(0) : null,
                valid ? versions.subList(1, versions.size()) : versions,
                Optional.ofNullable(answer.processInstance()).map(open::get).orElse(null));
    }

    private Text text(AnswerBank.Version version, Locale language) {
        boolean chinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        ApprovedStatement text = version.text();
        return new Text(
                version.version(),
                chinese ? text.text().titleZh() : text.text().titleEn(),
                chinese ? text.text().textZh() : text.text().textEn(),
                moments.text(version.approvedAt()));
    }

    /** The first open task of each run that has an entry in hand. */
    private Map<String, String> openTasks() {
        return acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> tasks.createTaskQuery().processDefinitionKey(AnswerBank.PROCESS).listPage(0, SHOWN).stream()
                        .collect(Collectors.toMap(Task::getProcessInstanceId, Task::getId, (one, other) -> one)));
    }
}
