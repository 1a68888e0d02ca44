package org.crisisplan.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.retention.DataRemovalRepository.DataRemoval;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /audit/retention}: how long what is kept, what was removed, and which crises are under legal hold. */
@Controller
@RequestMapping("/audit/retention")
class RetentionPage {

    private static final int REMOVALS = 100;
    private static final int HOLDS = 200;
    private static final int MOST_PAGES = 50_000;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final List<KeptData> kinds;
    private final RetentionTable table;
    private final LegalHolds holds;
    private final DataRemovalRepository removals;
    private final Clock clock;

    RetentionPage(
            List<KeptData> kinds, RetentionTable table, LegalHolds holds, DataRemovalRepository removals, Clock clock) {
        this.kinds = kinds;
        this.table = table;
        this.holds = holds;
        this.removals = removals;
        this.clock = clock;
    }

    /**
     * A kind of data.
     *
     * @param days how long it is kept; null for ever
     * @param least the product needs it for so many days, which is more than the table says; null if the table counts
     */
    record Kind(String name, @Nullable Long days, @Nullable Long least) {}

    /** A removal. */
    record Line(String at, String data, @Nullable String crisis, long entries, long days, String olderThan) {}

    /** A legal hold. */
    record HoldLine(LegalHold hold, String placed, @Nullable String released) {}

    @GetMapping
    String show(
            @RequestParam(required = false) @Nullable String crisis,
            @RequestParam(defaultValue = "0") int page,
            Authentication login,
            Model model) {
        return page(crisis, null, List.of(), page, login, model);
    }

    @PostMapping("/holds")
    String place(
            @RequestParam(required = false) @Nullable String crisis,
            @RequestParam(required = false) @Nullable String why,
            Authentication login,
            Model model,
            RedirectAttributes next) {
        return done(crisis, why, login, model, next, "placed", number -> holds.place(number, why, user(login)));
    }

    @PostMapping("/holds/release")
    String release(
            @RequestParam(required = false) @Nullable String crisis,
            @RequestParam(required = false) @Nullable String why,
            Authentication login,
            Model model,
            RedirectAttributes next) {
        return done(crisis, why, login, model, next, "released", number -> holds.release(number, why, user(login)));
    }

    private interface Deed {
        void of(String crisis);
    }

    private String done(
            @Nullable String crisis,
            @Nullable String why,
            Authentication login,
            Model model,
            RedirectAttributes next,
            String word,
            Deed deed) {
        String number = crisis == null ? "" : crisis.strip();
        try {
            deed.of(number);
        } catch (InvalidReport invalid) {
            return page(crisis, why, invalid.findings(), 0, login, model);
        } catch (UnknownCrisis unknown) {
            return page(crisis, why, List.of(new Finding("unknown", "is no crisis")), 0, login, model);
        }
        next.addFlashAttribute("done", word);
        next.addFlashAttribute("number", number);
        return "redirect:/audit/retention";
    }

    private String page(
            @Nullable String crisis,
            @Nullable String why,
            List<Finding> findings,
            int page,
            Authentication login,
            Model model) {
        long total = removals.count();
        int shown = Math.min(Math.max(page, 0), MOST_PAGES);
        model.addAttribute("crisis", crisis);
        model.addAttribute("why", why);
        model.addAttribute(
                "faults", findings.stream().map(Finding::field).distinct().toList());
        model.addAttribute("seesErasures", CurrentUser.of(login).seesErasures());
        model.addAttribute("holdsCrises", CurrentUser.of(login).placesLegalHolds());
        model.addAttribute(
                "kinds",
                kinds.stream()
                        .map(this::kind)
                        .sorted(Comparator.comparing(Kind::name))
                        .toList());
        model.addAttribute("holds", holds.newest(HOLDS).stream().map(this::line).toList());
        model.addAttribute(
                "removals",
                removals.page(shown, REMOVALS).stream().map(this::line).toList());
        model.addAttribute("total", total);
        model.addAttribute("page", shown);
        model.addAttribute("pages", Math.max(1, (total + REMOVALS - 1) / REMOVALS));
        model.addAttribute("zone", clock.getZone().getId());
        return "retention/retention";
    }

    private Kind kind(KeptData data) {
        Long days = table.keptFor(data).map(Duration::toDays).orElse(null);
        boolean raised = table.said(data.name())
                .map(said -> said.compareTo(data.least()) < 0)
                .orElse(false);
        return new Kind(data.name(), days, raised ? Long.valueOf(data.least().toDays()) : null);
    }

    private Line line(DataRemoval removal) {
        return new Line(
                text(removal.at()),
                removal.data(),
                removal.crisis(),
                removal.entries(),
                Duration.parse(removal.keptFor()).toDays(),
                text(removal.olderThan()));
    }

    private HoldLine line(LegalHold hold) {
        Instant released = hold.releasedAt();
        return new HoldLine(hold, text(hold.placedAt()), released == null ? null : text(released));
    }

    private String text(Instant at) {
        return DAY_AND_TIME.format(at.atZone(clock.getZone()));
    }

    private static String user(Authentication login) {
        return CurrentUser.of(login).user();
    }
}
