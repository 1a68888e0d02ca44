package org.crisisplan.board;

import java.util.Locale;
import java.util.Optional;
import org.crisisplan.audit.RecordDifferences;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All crises, and the record of each. */
@Controller
@RequestMapping("/crises")
class CrisisPages {

    private static final String OPEN = "open";
    private static final int PAGE_SIZE = 20;

    /** Counting more would cost more than the page itself. */
    private static final long COUNTED = 10_000;

    private static final int MOST_PAGES = 50_000;
    private static final int ACTS = 100;

    private final Crises crises;
    private final CrisisPlan plan;
    private final CrisisLines lines;
    private final TimeFormatter moments;
    private final CrisisRecord record;
    private final RecordDifferences differences;

    CrisisPages(
            Crises crises,
            CrisisPlan plan,
            CrisisLines lines,
            TimeFormatter moments,
            CrisisRecord record,
            RecordDifferences differences) {
        this.crises = crises;
        this.plan = plan;
        this.lines = lines;
        this.moments = moments;
        this.record = record;
        this.differences = differences;
    }

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
        model.addAttribute("crises", lines.of(found.items()));
        return "board/crises";
    }

    /** Everything that was done about it, by whom and when, and whether the record is as it was written. */
    @GetMapping("/{number}/record")
    String record(
            @PathVariable String number,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "false") boolean whole,
            Authentication login,
            Locale language,
            Model model) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        int total = record.count(number);
        int pages = Math.max(1, (total + ACTS - 1) / ACTS);
        int shown = Math.min(Math.max(page, 0), pages - 1);
        model.addAttribute("zone", moments.zone());
        model.addAttribute("crisis", crisis);
        model.addAttribute("visitor", CurrentUser.of(login));
        model.addAttribute("mayErase", CurrentUser.of(login).erasesWords());
        model.addAttribute(
                "acts",
                record.of(number, shown * ACTS, ACTS).stream()
                        .map(act -> ActLine.of(act, moments, language))
                        .toList());
        boolean all = whole || total <= CrisisRecord.CHECKED_AT_ONCE;
        Optional<Integer> broken = all ? record.firstBroken(number) : record.firstBroken(number, shown * ACTS, ACTS);
        model.addAttribute("broken", broken.orElse(null));
        model.addAttribute("different", differences.of(number, language));
        model.addAttribute("wholeChecked", all);
        model.addAttribute("total", total);
        model.addAttribute("page", shown);
        model.addAttribute("pages", pages);
        return "board/record";
    }

    /** Only administrators come here; their own page shows what became of it. */
    @PostMapping("/{number}/record/{seq}/erase")
    String erase(
            @PathVariable String number,
            @PathVariable int seq,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(defaultValue = "0") int page,
            RedirectAttributes next) {
        try {
            plan.eraseWords(number, seq, why);
            next.addFlashAttribute("erased", seq);
        } catch (InvalidReport invalid) {
            next.addFlashAttribute("notErased", invalid.getMessage());
        }
        next.addAttribute("page", page);
        return "redirect:/crises/{number}/record";
    }
}
