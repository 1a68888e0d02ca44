package org.crisisplan.media.rumour;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.media.FactSheet;
import org.crisisplan.media.Faults;
import org.crisisplan.media.MediaTimes;
import org.crisisplan.media.Words;
import org.crisisplan.media.answer.AnswerBank;
import org.crisisplan.media.answer.AnswerBank.Entry;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /crises/{number}/rumours}: what is said, what we found out, and the fact sheet that every text is held against. */
@Controller
@RequestMapping("/crises/{number}/rumours")
class RumoursPage {

    private final Crises crises;
    private final RumourRegister register;
    private final AnswerBank bank;
    private final FactSheet facts;
    private final MediaTimes moments;

    RumoursPage(Crises crises, RumourRegister register, AnswerBank bank, FactSheet facts, MediaTimes moments) {
        this.crises = crises;
        this.register = register;
        this.bank = bank;
        this.facts = facts;
        this.moments = moments;
    }

    /** What somebody typed. @param rumour of which one it is the verdict; null for a new one */
    record Typed(
            @Nullable Integer rumour,
            @Nullable String claim,
            @Nullable String seenAt,
            @Nullable String reach,
            @Nullable String firstSeen,
            @Nullable String verdict,
            @Nullable String source) {

        static final Typed NOTHING = new Typed(null, null, null, null, null, null, null);
    }

    /**
     * A rumour as the page shows it.
     *
     * @param link where it was seen, if a browser can open it
     * @param answer the entry of the bank that answers it; null while nobody asked for one
     * @param title the approved answer's question and words in the reader's language; null while nothing is approved
     */
    record Line(
            Rumour rumour,
            String firstSeen,
            @Nullable String judgedAt,
            @Nullable String link,
            @Nullable Entry answer,
            @Nullable String title,
            @Nullable String words) {}

    @GetMapping
    String list(@PathVariable String number, Authentication login, Locale language, Model model) {
        return page(number, Typed.NOTHING, Faults.NONE, login, language, model);
    }

    @PostMapping
    String note(
            @PathVariable String number,
            Typed typed,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        onlyForTheTeam(login);
        List<Finding> findings = new ArrayList<>();
        @Nullable Long reach = reach(typed.reach(), findings);
        @Nullable Instant seen = moments.of("firstSeen", typed.firstSeen(), findings);
        return done(number, typed, findings, login, language, model, next, () -> {
            register.note(number, typed.claim(), typed.seenAt(), reach, seen, login.getName());
            return "noted";
        });
    }

    @PostMapping("/{ordinal}/verdict")
    String judge(
            @PathVariable String number,
            @PathVariable int ordinal,
            @RequestParam(required = false) @Nullable String verdict,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String reach,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        onlyForTheTeam(login);
        List<Finding> findings = new ArrayList<>();
        @Nullable Long readers = reach(reach, findings);
        var typed = new Typed(ordinal, null, null, reach, null, verdict, source);
        return done(number, typed, findings, login, language, model, next, () -> {
            register.judge(number, ordinal, verdict, source, readers, login.getName());
            return "judged";
        });
    }

    @PostMapping("/{ordinal}/answer")
    String ask(
            @PathVariable String number,
            @PathVariable int ordinal,
            @RequestParam(required = false) @Nullable String question,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        onlyForTheTeam(login);
        return done(number, Typed.NOTHING, List.of(), login, language, model, next, () -> {
            register.ask(number, ordinal, question, login.getName());
            return "asked";
        });
    }

    /** What is done, and the word of the sentence that says so. */
    private interface Deed {
        String done();
    }

    private String done(
            String number,
            Typed typed,
            List<Finding> findings,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next,
            Deed deed) {
        if (!findings.isEmpty()) {
            return page(number, typed, Faults.of(findings), login, language, model);
        }
        try {
            next.addFlashAttribute("flash", deed.done());
        } catch (InvalidReport invalid) {
            return page(number, typed, Faults.of(invalid), login, language, model);
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/crises/{number}/rumours";
    }

    @ExceptionHandler(UnknownCrisis.class)
    void nothingThere(HttpServletResponse answer) throws IOException {
        answer.sendError(HttpStatus.NOT_FOUND.value());
    }

    private String page(String number, Typed typed, Faults faults, Authentication login, Locale language, Model model) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        CurrentUser visitor = CurrentUser.of(login);
        model.addAttribute("visitor", visitor);
        model.addAttribute("writes", visitor.isOfTeam() && !crisis.phase().isOver());
        model.addAttribute("crisis", crisis);
        model.addAttribute("typed", typed);
        model.addAttribute("faults", faults);
        model.addAttribute(
                "rumours",
                register.of(number).stream().map(one -> line(one, language)).toList());
        model.addAttribute("facts", facts.of(crisis, language));
        model.addAttribute("zone", moments.zone());
        return "media/rumours";
    }

    private Line line(Rumour rumour, Locale language) {
        boolean chinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        Entry answer = Optional.ofNullable(rumour.answer()).flatMap(bank::find).orElse(null);
        var text =
                answer == null || answer.text() == null ? null : answer.text().text();
        return new Line(
                rumour,
                moments.text(rumour.firstSeen()),
                rumour.judgedAt() == null ? null : moments.text(rumour.judgedAt()),
                Words.link(rumour.seenAt()),
                answer,
                text == null ? null : chinese ? text.titleZh() : text.titleEn(),
                text == null ? null : chinese ? text.textZh() : text.textEn());
    }

    private static @Nullable Long reach(@Nullable String typed, List<Finding> findings) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(typed.strip().replace(",", ""));
        } catch (NumberFormatException noNumber) {
            findings.add(new Finding("reach", "must be a number of readers"));
            return null;
        }
    }

    private static void onlyForTheTeam(Authentication login) {
        if (!CurrentUser.of(login).isOfTeam()) {
            throw new AccessDeniedException("Only the response team writes in the register of rumours");
        }
    }
}
