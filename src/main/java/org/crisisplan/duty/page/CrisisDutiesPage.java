package org.crisisplan.duty.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.NoteFile;
import org.crisisplan.crisis.NoteFileType;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.department.Group;
import org.crisisplan.duty.CrisisDuties;
import org.crisisplan.duty.DutyDecisions;
import org.crisisplan.duty.DutyLine;
import org.crisisplan.duty.DutyReceipt;
import org.crisisplan.duty.DutyTexts;
import org.crisisplan.duty.FollowDuties;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Due;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /crises/{number}/duties}: whom the law wants told, by when, what is missing, and what was filed (R91). */
@Controller
@RequestMapping("/crises/{number}/duties")
class CrisisDutiesPage {

    private static final int MOST_TASKS = 500;

    private final Crises crises;
    private final CrisisDuties duties;
    private final DutyDecisions decisions;
    private final FollowDuties following;
    private final DutyTexts texts;
    private final FactTable facts;
    private final TaskService tasks;
    private final OfferedActs acts;
    private final TimeFormatter moments;
    private final Clock clock;

    CrisisDutiesPage(
            Crises crises,
            CrisisDuties duties,
            DutyDecisions decisions,
            FollowDuties following,
            DutyTexts texts,
            FactTable facts,
            TaskService tasks,
            OfferedActs acts,
            TimeFormatter moments,
            Clock clock) {
        this.crises = crises;
        this.duties = duties;
        this.decisions = decisions;
        this.following = following;
        this.texts = texts;
        this.facts = facts;
        this.tasks = tasks;
        this.acts = acts;
        this.moments = moments;
        this.clock = clock;
    }

    /**
     * A duty as the page shows it.
     *
     * @param from since when its clock runs; null while it does not
     * @param law null where the law names no time, or the clock does not run
     * @param lawFirst whether the law is the earlier of the two
     * @param task where it is filed; null if nobody has it to do
     */
    record Line(
            DutyLine line,
            String state,
            String authority,
            String channel,
            @Nullable Moment from,
            @Nullable Due law,
            @Nullable Due plan,
            boolean lawFirst,
            String missing,
            List<String> contents,
            @Nullable String task,
            List<DutyReceipt> receipts,
            @Nullable Moment filedAt) {}

    /** A legal test, and how it was decided: yes, no or open. */
    record Test(String name, String label, String answer) {}

    /** What somebody typed. */
    record Typed(
            @Nullable String duty,
            @Nullable String test,
            @Nullable String moment,
            @Nullable String at,
            @Nullable String why) {

        static final Typed NOTHING = new Typed(null, null, null, null, null);
    }

    @GetMapping
    String show(@PathVariable String number, Authentication login, Locale language, Model model) {
        return page(number, Typed.NOTHING, List.of(), login, language, model);
    }

    @PostMapping("/look")
    String look(@PathVariable String number, Authentication login, RedirectAttributes next) {
        crisis(number);
        mustDecide(login);
        following.follow(number);
        return done(next, "looked");
    }

    @PostMapping("/tests")
    String decideTest(
            @PathVariable String number,
            @RequestParam(defaultValue = "false") boolean met,
            Typed typed,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        mustDecide(login);
        try {
            decisions.decideTest(number, Objects.requireNonNullElse(typed.test(), ""), met, typed.why());
        } catch (InvalidReport invalid) {
            return page(number, typed, invalid.findings(), login, language, model);
        } catch (CrisisOver over) {
            return done(next, "over");
        }
        return done(next, "decided");
    }

    @PostMapping("/rulings")
    String rule(
            @PathVariable String number,
            @RequestParam(defaultValue = "false") boolean applies,
            Typed typed,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        mustDecide(login);
        try {
            decisions.rule(number, Objects.requireNonNullElse(typed.duty(), ""), applies, typed.why(), login.getName());
        } catch (InvalidReport invalid) {
            return page(number, typed, invalid.findings(), login, language, model);
        }
        return done(next, "decided");
    }

    @PostMapping("/moments")
    String setMoment(
            @PathVariable String number,
            Typed typed,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        mustDecide(login);
        try {
            decisions.setMoment(number, Objects.requireNonNullElse(typed.moment(), ""), at(typed.at()), typed.why());
        } catch (InvalidReport invalid) {
            return page(number, typed, invalid.findings(), login, language, model);
        } catch (CrisisOver over) {
            return done(next, "over");
        }
        return done(next, "moved");
    }

    @PostMapping("/receipts")
    String keepReceipt(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Typed typed,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        mustDecide(login);
        try {
            decisions.keepReceipt(number, Objects.requireNonNullElse(typed.duty(), ""), read(file), login.getName());
        } catch (InvalidReport invalid) {
            return page(number, typed, invalid.findings(), login, language, model);
        }
        return done(next, "receipt");
    }

    /** Whatever it is, it is saved and never shown by the browser in the name of this site. */
    @GetMapping("/receipts/{receipt}")
    ResponseEntity<byte[]> receipt(@PathVariable String number, @PathVariable String receipt) {
        return decisions
                .content(number, receipt)
                .map(file -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(file.name(), StandardCharsets.UTF_8)
                                        .build()
                                        .toString())
                        .header("X-Content-Type-Options", "nosniff")
                        .body(file.bytes()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @ExceptionHandler(UnknownCrisis.class)
    void nothingThere(HttpServletResponse answer) throws IOException {
        answer.sendError(HttpStatus.NOT_FOUND.value());
    }

    private static String done(RedirectAttributes next, String word) {
        next.addFlashAttribute("flash", word);
        return "redirect:/crises/{number}/duties";
    }

    /** Whoever answers to authorities, and those above them. */
    private static boolean decides(Authentication login) {
        return CurrentUser.of(login).groups().stream()
                .anyMatch(group -> group.equals(Group.LEGAL.id()) || group.equals(Group.MANAGEMENT.id()));
    }

    private static void mustDecide(Authentication login) {
        if (!decides(login)) {
            throw new AccessDeniedException("Only the legal department and management decide on duties of the law");
        }
    }

    private Crisis crisis(String number) {
        return crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
    }

    private @Nullable Instant at(@Nullable String local) {
        try {
            return local == null || local.isBlank()
                    ? null
                    : LocalDateTime.parse(local.strip()).atZone(clock.getZone()).toInstant();
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    private static @Nullable NoteFile read(@Nullable MultipartFile sent) {
        if (sent == null || sent.isEmpty()) {
            return null;
        }
        if (sent.getSize() > DutyDecisions.LARGEST_FILE) {
            throw new InvalidReport(List.of(new Finding("file", "is too large")));
        }
        try {
            byte[] content = sent.getBytes();
            NoteFileType type = NoteFileType.of(content)
                    .orElseThrow(() -> new InvalidReport(List.of(new Finding("fileType", "is not taken"))));
            return new NoteFile(
                    NoteFile.safeName(Objects.requireNonNullElse(sent.getOriginalFilename(), ""), type), type, content);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String page(
            String number, Typed typed, List<Finding> findings, Authentication login, Locale language, Model model) {
        Crisis crisis = crisis(number);
        List<DutyLine> lines = duties.of(crisis);
        Map<String, String> open = openTasks(number);
        Map<String, List<DutyReceipt>> receipts =
                decisions.receipts(number).stream().collect(Collectors.groupingBy(DutyReceipt::duty));
        List<Line> shown = lines.stream()
                .map(line -> line(line, open.get(line.duty()), receipts.getOrDefault(line.duty(), List.of()), language))
                .toList();
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute("crisis", crisis);
        model.addAttribute("decides", decides(login));
        model.addAttribute("typed", typed);
        model.addAttribute(
                "faults", findings.stream().map(Finding::field).distinct().toList());
        model.addAttribute("on", only(shown, line -> line.on() && line.state().isOpen()));
        model.addAttribute(
                "done", only(shown, line -> line.on() && !line.state().isOpen()));
        model.addAttribute("off", only(shown, line -> !line.on()));
        model.addAttribute("settle", open.get(""));
        model.addAttribute("tests", tests(crisis, lines, language));
        model.addAttribute("aware", moments.moment(duties.awareOf(crisis)));
        model.addAttribute("opened", moments.moment(crisis.openedAt()));
        model.addAttribute("momentNames", DutyDecisions.MOMENTS);
        model.addAttribute(
                "fix",
                crises.moment(number, Milestones.FIX_AVAILABLE)
                        .map(moments::moment)
                        .orElse(null));
        model.addAttribute("zone", moments.zone());
        return "duty/crisis";
    }

    private static List<Line> only(List<Line> lines, java.util.function.Predicate<DutyLine> which) {
        return lines.stream().filter(line -> which.test(line.line())).toList();
    }

    private List<Test> tests(Crisis crisis, List<DutyLine> lines, Locale language) {
        List<Test> tests = new ArrayList<>();
        duties.tests(crisis, lines)
                .forEach((name, decided) -> tests.add(new Test(
                        name,
                        facts.newest()
                                .find(name)
                                .map(FactDefinition::label)
                                .map(label -> BilingualText.of(label, language))
                                .orElse(name),
                        decided.map(met -> met ? "yes" : "no").orElse("open"))));
        return tests;
    }

    private Line line(DutyLine line, @Nullable String task, List<DutyReceipt> receipts, Locale language) {
        Instant law = line.lawDue();
        Instant plan = line.planDue();
        return new Line(
                line,
                line.state().word(),
                BilingualText.of(line.terms().authority(), language),
                BilingualText.of(line.terms().channel(), language),
                line.from() == null ? null : moments.moment(line.from()),
                law == null ? null : due(line, law, language),
                plan == null ? null : due(line, plan, language),
                law != null && (plan == null || !plan.isBefore(law)),
                texts.missing(line, language),
                texts.points(line.terms(), language),
                task,
                receipts,
                line.filing() == null ? null : moments.moment(line.filing().filedAt()));
    }

    private Due due(DutyLine line, Instant due, Locale language) {
        return line.filing() != null
                ? moments.met(due, line.filing().filedAt(), language)
                : line.state().isOpen() ? moments.due(due, language) : moments.ended(due, false, language);
    }

    /** The open task of each duty, and the one of those that are only possible under the empty word. */
    private Map<String, String> openTasks(String number) {
        return acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> tasks
                        .createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskDefinitionKeyIn("User_FileDuty", "User_SettleDuties")
                        .listPage(0, MOST_TASKS)
                        .stream()
                        .collect(Collectors.toMap(
                                task -> Optional.ofNullable(tasks.getVariable(task.getId(), "dutyId"))
                                        .map(String::valueOf)
                                        .orElse(""),
                                Task::getId,
                                (one, other) -> one)));
    }
}
