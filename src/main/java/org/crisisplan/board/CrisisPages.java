package org.crisisplan.board;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.board.CaseTasks.Step;
import org.crisisplan.board.TimeFormatter.Due;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisEvidence;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All crises, and one crisis: what is known, why it has its level, where it stands and what the plan still waits for. */
@Controller
@RequestMapping("/crises")
class CrisisPages {

    private static final String OPEN = "open";
    private static final int PAGE_SIZE = 20;
    private static final int TASKS = 50;

    /** Counting more would cost more than the page itself. */
    private static final long COUNTED = 10_000;

    private static final int MOST_PAGES = 50_000;
    private static final int ACTS = 100;

    private final Crises crises;
    private final CrisisPlan plan;
    private final CaseTasks tasks;
    private final CrisisLines lines;
    private final TimeFormatter moments;
    private final CrisisRecord record;
    private final KnownFacts facts;
    private final ObjectProvider<CrisisEvidence> evidence;

    CrisisPages(
            Crises crises,
            CrisisPlan plan,
            CaseTasks tasks,
            CrisisLines lines,
            TimeFormatter moments,
            CrisisRecord record,
            KnownFacts facts,
            ObjectProvider<CrisisEvidence> evidence) {
        this.crises = crises;
        this.plan = plan;
        this.tasks = tasks;
        this.lines = lines;
        this.moments = moments;
        this.record = record;
        this.facts = facts;
        this.evidence = evidence;
    }

    /** An open task as the page lists it: everybody sees what is waited for, those who may open it get a link. */
    record OpenTask(
            String id,
            String name,
            List<String> groups,
            boolean taken,
            boolean openable,
            @Nullable Due due) {}

    /** A milestone and when the crisis reached it. */
    record Reached(String milestone, TimeFormatter.Moment at) {}

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String phase,
            @RequestParam(defaultValue = "0") int page,
            Authentication login,
            Locale language,
            Model model) {
        Phase wanted = Phase.of(phase == null ? "" : phase).orElse(null);
        boolean open = OPEN.equals(phase);
        // a page that is asked for beyond the last one is empty and has no next one
        int shown = Math.min(Math.max(page, 0), MOST_PAGES);
        Crises.Page found =
                open ? crises.openPage(shown, PAGE_SIZE) : crises.newestPage(wanted, shown, PAGE_SIZE, COUNTED);
        boolean counted = open || found.total() <= COUNTED;
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute("zone", moments.zone());
        model.addAttribute("phase", open ? OPEN : wanted == null ? null : wanted.word());
        model.addAttribute("page", found.page());
        model.addAttribute("total", counted ? found.total() : COUNTED);
        model.addAttribute("counted", counted);
        model.addAttribute("pages", Math.max(1, (found.total() + PAGE_SIZE - 1) / PAGE_SIZE));
        model.addAttribute(
                "older",
                counted
                        ? (found.page() + 1L) * PAGE_SIZE < found.total()
                        : found.items().size() == PAGE_SIZE && shown < MOST_PAGES);
        model.addAttribute("crises", lines.of(found.items(), language));
        return "board/crises";
    }

    @GetMapping("/{number}")
    String show(@PathVariable String number, Authentication login, Locale language, Model model) {
        return page(number, FactsForm.empty(definitions(number)), login, language, model);
    }

    /** Everything that was done about it, by whom and when, and whether the record is as it was written. */
    @GetMapping("/{number}/record")
    String record(
            @PathVariable String number,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "false") boolean whole,
            Model model) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        int total = record.count(number);
        int pages = Math.max(1, (total + ACTS - 1) / ACTS);
        int shown = Math.min(Math.max(page, 0), pages - 1);
        model.addAttribute("zone", moments.zone());
        model.addAttribute("crisis", crisis);
        model.addAttribute(
                "acts",
                record.of(number, shown * ACTS, ACTS).stream()
                        .map(act -> ActLine.of(act, moments))
                        .toList());
        boolean all = whole || total <= CrisisRecord.CHECKED_AT_ONCE;
        Optional<Integer> broken = all ? record.firstBroken(number) : record.firstBroken(number, shown * ACTS, ACTS);
        model.addAttribute("broken", broken.orElse(null));
        model.addAttribute("wholeChecked", all);
        model.addAttribute("total", total);
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        return "board/record";
    }

    @PostMapping("/{number}/facts")
    String reportFacts(
            @PathVariable String number,
            @RequestParam Map<String, String> fields,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        onlyForTheTeam(login);
        FactsForm form = FactsForm.of(definitions(number), fields);
        if (form.isEmpty()) {
            next.addFlashAttribute("flash", "nothing");
            return "redirect:/crises/{number}";
        }
        if (!form.wrong().isEmpty()) {
            return page(number, form, login, language, model);
        }
        try {
            plan.reportFacts(number, form.facts());
            next.addFlashAttribute("flash", "facts");
        } catch (InvalidReport invalid) {
            return page(number, form.refused(invalid), login, language, model);
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/crises/{number}";
    }

    @PostMapping("/{number}/statements")
    String requestStatement(@PathVariable String number, Authentication login, RedirectAttributes next) {
        onlyForTheTeam(login);
        try {
            next.addFlashAttribute("flash", plan.requestStatement(number) ? "statement" : "noStatement");
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/crises/{number}";
    }

    @ExceptionHandler(UnknownCrisis.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String nothingThere(Authentication login, Model model) {
        model.addAttribute("visitor", CurrentUser.of(login));
        return "board/unknown";
    }

    private FactDefinitions definitions(String number) {
        return facts.definitions(crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number)));
    }

    private String page(String number, FactsForm form, Authentication login, Locale language, Model model) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        CurrentUser visitor = CurrentUser.of(login);
        model.addAttribute("visitor", visitor);
        model.addAttribute("zone", moments.zone());
        model.addAttribute("crisis", crisis);
        model.addAttribute("course", PhaseTimeline.of(crisis));
        model.addAttribute(
                "milestones",
                crises.milestonesOf(number).entrySet().stream()
                        .map(reached -> new Reached(reached.getKey(), moments.moment(reached.getValue())))
                        .toList());
        model.addAttribute("closed", crisis.closedAt() == null ? null : moments.moment(crisis.closedAt()));
        model.addAttribute("deadlines", deadlines(crisis, language));
        List<Step> steps = tasks.openOf(number, TASKS + 1);
        model.addAttribute("tasks", openTasks(steps.subList(0, Math.min(steps.size(), TASKS)), visitor, language));
        model.addAttribute("moreTasks", steps.size() > TASKS);
        model.addAttribute("known", facts.of(crisis));
        addEvidence(number, language, model);
        model.addAttribute("form", form);
        model.addAttribute("writes", visitor.isOfTeam() && !crisis.phase().isOver());
        if (visitor.looksIntoCrises()) {
            model.addAttribute("instance", tasks.running(crisis.number()).orElse(null));
        }
        return "board/crisis";
    }

    private void addEvidence(String number, Locale language, Model model) {
        List<CrisisEvidence.Evidence> pieces = evidence.orderedStream()
                .flatMap(one -> one.of(number, language).stream())
                .toList();
        model.addAttribute("evidence", pieces);
        model.addAttribute(
                "moments",
                pieces.stream()
                        .flatMap(piece -> piece.lines().stream())
                        .map(CrisisEvidence.Line::at)
                        .distinct()
                        .collect(Collectors.toMap(
                                at -> at, at -> moments.moment(at).text())));
    }

    private List<CrisisLine.Promise> deadlines(Crisis crisis, Locale language) {
        return crises.deadlinesOf(crisis.number()).stream()
                .map(deadline -> new CrisisLine.Promise(deadline.what(), moments.due(deadline, language)))
                .toList();
    }

    private List<OpenTask> openTasks(List<Step> steps, CurrentUser visitor, Locale language) {
        Set<String> openable = tasks.openableOf(steps, visitor);
        return steps.stream()
                .map(step -> openTask(step, openable.contains(step.id()), language))
                .toList();
    }

    private OpenTask openTask(Step step, boolean openable, Locale language) {
        return new OpenTask(
                step.id(),
                step.name(),
                step.groups(),
                step.assignee() != null,
                openable,
                step.due() == null ? null : moments.due(step.due(), language));
    }

    private static void onlyForTheTeam(Authentication login) {
        if (!CurrentUser.of(login).isOfTeam()) {
            throw new AccessDeniedException("Only the response team changes a crisis");
        }
    }
}
