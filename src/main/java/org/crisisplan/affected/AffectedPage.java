package org.crisisplan.affected;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.crisisplan.affected.MailingLine.Moment;
import org.crisisplan.affected.MailingLine.Unreached;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.MailingProgress;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.mailing.RecipientRow;
import org.crisisplan.mailing.RecipientState;
import org.crisisplan.retention.RetentionTable;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is affected by a crisis, what they were told, and who was not reached (R47). People appear masked. */
@Controller
@RequestMapping("/crises/{number}/affected")
class AffectedPage {

    private static final int PEOPLE = 50;
    private static final int UNREACHED = 50;
    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_NAME = 200;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final AffectedRepository affected;
    private final AffectedLists lists;
    private final UploadedLists uploads;
    private final Mailings mailings;
    private final Crises crises;
    private final RetentionTable retention;
    private final OldLists oldLists;
    private final Clock clock;

    AffectedPage(
            AffectedRepository affected,
            AffectedLists lists,
            UploadedLists uploads,
            Mailings mailings,
            Crises crises,
            RetentionTable retention,
            OldLists oldLists,
            Clock clock) {
        this.affected = affected;
        this.lists = lists;
        this.uploads = uploads;
        this.mailings = mailings;
        this.crises = crises;
        this.retention = retention;
        this.oldLists = oldLists;
        this.clock = clock;
    }

    /** Somebody, masked. */
    record Someone(String mail, String phone, String user, String name, String language, String values) {}

    /** A list as the page shows it. */
    record Listed(
            AffectedList list,
            Moment brought,
            @Nullable Moment erased,
            @Nullable Moment erasedBy) {}

    @GetMapping
    String show(
            @PathVariable String number,
            @RequestParam(defaultValue = "0") int page,
            Authentication login,
            Locale language,
            Model model) {
        Crisis crisis = crisis(number);
        if (page < 0) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Pages are counted from 0");
        }
        int people = affected.count(number);
        model.addAttribute("crisis", crisis);
        model.addAttribute(
                "writes",
                CurrentUser.of(login).caresForAffected() && !crisis.phase().isOver());
        model.addAttribute("people", people);
        model.addAttribute(
                "lists", affected.lists(number).stream().map(this::listed).toList());
        model.addAttribute(
                "shown",
                affected.page(number, page, PEOPLE).stream()
                        .map(AffectedPage::someone)
                        .toList());
        model.addAttribute("page", page);
        model.addAttribute("pages", Math.max(1, (people + PEOPLE - 1) / PEOPLE));
        model.addAttribute(
                "mailings",
                mailings.of(number).stream()
                        .filter(mailing -> mailing.source().equals(AffectedChannel.NAME))
                        .map(mailing -> line(mailing, people, language))
                        .toList());
        model.addAttribute("zone", clock.getZone().getId());
        return "affected/affected";
    }

    private Crisis crisis(String number) {
        return crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
    }

    private Listed listed(AffectedList list) {
        return new Listed(
                list,
                moment(list.broughtAt()),
                list.erasedAt() == null ? null : moment(list.erasedAt()),
                retention
                        .keptFor(oldLists)
                        .map(kept -> moment(list.broughtAt().plus(kept)))
                        .orElse(null));
    }

    private static Someone someone(AffectedRepository.Person person) {
        PersonData data = person.data();
        return new Someone(
                Masked.mail(data.mail()),
                Masked.phone(data.phone()),
                Masked.user(data.user()),
                Masked.name(data.name()),
                person.language() == null ? "" : person.language(),
                String.join(" · ", data.values().keySet()));
    }

    private MailingLine line(Mailing mailing, int people, Locale language) {
        MailingProgress progress = mailings.progress(mailing.id());
        List<Unreached> unreached = new ArrayList<>();
        for (RecipientState state : List.of(RecipientState.IN_DOUBT, RecipientState.BOUNCED, RecipientState.FAILED)) {
            if (unreached.size() < UNREACHED) {
                mailings.recipients(mailing.id(), state, null, UNREACHED - unreached.size())
                        .forEach(row -> unreached.add(unreached(mailing, row, language)));
            }
        }
        String code = language.getLanguage().equals("zh") ? "zh" : "en";
        String subject = mailing.texts().stream()
                .filter(text -> text.language().equals(code))
                .findFirst()
                .orElse(mailing.texts().get(0))
                .subject();
        Instant ended = progress.endedAt();
        String obstacle = progress.obstacle();
        return new MailingLine(
                mailing.id(),
                subject,
                moment(mailing.openedAt()),
                ended == null ? null : moment(ended),
                progress,
                obstacle == null ? null : BilingualText.of(obstacle, language),
                unreached,
                progress.filled()
                        ? Math.max(0, affected.notIn(Objects.requireNonNull(mailing.crisis()), mailing.id(), people))
                        : 0);
    }

    private Unreached unreached(Mailing mailing, RecipientRow row, Locale language) {
        String problem = row.problem();
        return new Unreached(
                row.ref(),
                affected.find(Objects.requireNonNull(mailing.crisis()), row.ref())
                        .map(person -> Masked.address(person.data()))
                        .orElse(""),
                row.state().word(),
                row.status(),
                problem == null ? null : BilingualText.of(problem, language));
    }

    private Moment moment(Instant at) {
        return new Moment(at.toString(), DAY_AND_TIME.format(at.atZone(clock.getZone())));
    }

    /** Takes a file, to be looked at before anything of it is kept for long. */
    @PostMapping("/files")
    String upload(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Authentication login,
            RedirectAttributes next)
            throws IOException {
        lists.checkOpen(number);
        if (file == null || file.isEmpty()) {
            next.addFlashAttribute("refused", "empty");
            return "redirect:/crises/{number}/affected";
        }
        String name = name(file.getOriginalFilename());
        String id;
        try (InputStream content = file.getInputStream()) {
            id = uploads.keep(number, name, login.getName(), content);
        }
        next.addAttribute("id", id);
        return "redirect:/crises/{number}/affected/files/{id}";
    }

    private static String name(@Nullable String sent) {
        String name = Objects.requireNonNullElse(sent, "")
                .replaceAll("^.*[/\\\\]", "")
                .replaceAll("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]", "")
                .strip();
        return name.isEmpty() ? "list.csv" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** What is in the file, masked, by what somebody says its columns hold. */
    @GetMapping("/files/{id}")
    String look(
            @PathVariable String number,
            @PathVariable String id,
            @RequestParam Map<String, String> fields,
            Authentication login,
            Model model) {
        UploadedLists.Upload upload = upload(number, id, login);
        model.addAttribute("crisis", crisis(number));
        model.addAttribute("upload", upload);
        model.addAttribute("reason", fields.getOrDefault("reason", ""));
        try {
            CsvFile file = new CsvFile(() -> uploads.read(id));
            show(file, columns(file, fields), model);
        } catch (UnreadableFile broken) {
            model.addAttribute("unreadable", broken.why().word());
            model.addAttribute("line", broken.line());
        }
        return "affected/file";
    }

    private void show(CsvFile file, List<Column> columns, Model model) {
        ListReading reading = new ListReading(file, columns);
        model.addAttribute("charset", file.charset().name());
        model.addAttribute("delimiter", file.delimiter() == '\t' ? "Tab" : String.valueOf(file.delimiter()));
        model.addAttribute("headings", file.columns());
        model.addAttribute("columns", columns.stream().map(Column::word).toList());
        model.addAttribute(
                "kinds", List.of(Column.values()).stream().map(Column::word).toList());
        model.addAttribute("valueNames", reading.valueNames());
        if (!reading.namesSomebody()) {
            model.addAttribute("wrong", "nobody");
        } else if (!reading.namesEachOnce()) {
            model.addAttribute("wrong", "twice");
        } else {
            model.addAttribute("found", reading.look());
        }
    }

    private UploadedLists.Upload upload(String number, String id, Authentication login) {
        return uploads.find(number, id, login.getName())
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no such file; it is kept for an hour, for whoever sent it"));
    }

    private static List<Column> columns(CsvFile file, Map<String, String> fields) {
        List<Column> guesses = file.guesses();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < guesses.size(); i++) {
            columns.add(Column.of(fields.getOrDefault("c" + i, "")).orElse(guesses.get(i)));
        }
        return columns;
    }

    /** Keeps the list as it was shown. */
    @PostMapping("/files/{id}")
    String bring(
            @PathVariable String number,
            @PathVariable String id,
            @RequestParam Map<String, String> fields,
            Authentication login,
            Model model,
            RedirectAttributes next) {
        UploadedLists.Upload upload = upload(number, id, login);
        if (fields.containsKey("forget")) {
            uploads.forget(id);
            return "redirect:/crises/{number}/affected";
        }
        String page = look(number, id, fields, login, model);
        String reason = fields.getOrDefault("reason", "").strip();
        String wrong = wrong(model, reason, fields.containsKey("leaveOut"));
        if (wrong != null) {
            model.addAttribute("refused", wrong);
            return page;
        }
        CsvFile file = new CsvFile(() -> uploads.read(id));
        ListReading reading = new ListReading(file, columns(file, fields));
        try (CsvFile.Lines lines = file.lines()) {
            AffectedList list = this.lists.bring(
                    number, new AffectedLists.About(reason, upload.name(), login.getName()), reading.entries(lines));
            next.addFlashAttribute("brought", list);
        }
        uploads.forget(id);
        return "redirect:/crises/{number}/affected";
    }

    private static @Nullable String wrong(Model model, String reason, boolean leaveOut) {
        if (!(model.getAttribute("found") instanceof ListReading.Found found)) {
            return "unread";
        }
        if (found.good() == 0) {
            return "none";
        }
        if (found.refused() > 0 && !leaveOut) {
            return "faults";
        }
        return reason.isEmpty() || reason.length() > LONGEST_REASON ? "reason" : null;
    }

    @PostMapping("/lists/{list}/remove")
    String remove(@PathVariable String number, @PathVariable long list, Authentication login, RedirectAttributes next) {
        crisis(number);
        if (!lists.remove(number, list, login.getName())) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "This list is gone already");
        }
        next.addFlashAttribute("flash", "removed");
        return "redirect:/crises/{number}/affected";
    }

    @PostMapping("/mailings/{id}/send-again")
    String sendAgain(@PathVariable String number, @PathVariable long id, RedirectAttributes next) {
        int people = mailings.sendAgain(mailing(number, id).id());
        next.addFlashAttribute("flash", people > 0 ? "again" : "nobodyAgain");
        return "redirect:/crises/{number}/affected";
    }

    @PostMapping("/mailings/{id}/tell-added")
    String tellAdded(@PathVariable String number, @PathVariable long id, RedirectAttributes next) {
        mailings.tellAdded(mailing(number, id).id());
        next.addFlashAttribute("flash", "added");
        return "redirect:/crises/{number}/affected";
    }

    /** @param ref one of those in doubt; all of them without it */
    @PostMapping("/mailings/{id}/doubts")
    String decide(
            @PathVariable String number,
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String ref,
            @RequestParam String decision,
            RedirectAttributes next) {
        boolean again = decision.equals("again");
        if (!again && !decision.equals("told")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "decision is 'again' or 'told'");
        }
        mailings.decideDoubts(mailing(number, id).id(), ref, again);
        next.addFlashAttribute("flash", "decided");
        return "redirect:/crises/{number}/affected";
    }

    private Mailing mailing(String number, long id) {
        return mailings.find(id)
                .filter(mailing ->
                        number.equals(mailing.crisis()) && mailing.source().equals(AffectedChannel.NAME))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such mailing"));
    }

    @ExceptionHandler
    String over(CrisisOver over, RedirectAttributes next) {
        next.addFlashAttribute("flash", "over");
        return "redirect:/crises/{number}/affected";
    }

    @ExceptionHandler(UnknownCrisis.class)
    void nothingThere(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
