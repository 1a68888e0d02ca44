package org.crisisplan.situation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.department.Group;
import org.crisisplan.situation.ResponseLead.Decision;
import org.crisisplan.situation.ResponseLead.Handover;
import org.crisisplan.situation.ResponseLead.Outlook;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /crises/{number}/situation}: who leads, the situation reports, and what was decided and why. */
@Controller
@RequestMapping("/crises/{number}/situation")
class SituationPage {

    private static final String HERE = "redirect:/crises/{number}/situation";

    private final Crises crises;
    private final ResponseLead lead;
    private final TimeFormatter moments;

    SituationPage(Crises crises, ResponseLead lead, TimeFormatter moments) {
        this.crises = crises;
        this.lead = lead;
        this.moments = moments;
    }

    /** An act as the page shows it. @param words by name; empty once they were erased */
    record Line(
            int seq,
            String at,
            String by,
            String subject,
            Map<String, Object> values,
            Map<String, Object> words,
            boolean erased) {}

    @GetMapping
    String show(@PathVariable String number, Authentication login, Locale language, Model model) {
        return page(
                number, Decision.NOTHING, Handover.NOTHING, new Outlook(null, null), Set.of(), login, language, model);
    }

    @PostMapping("/decisions")
    String decide(
            @PathVariable String number,
            Decision typed,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        try {
            lead.log(number, typed);
            next.addFlashAttribute("flash", "decided");
        } catch (InvalidReport invalid) {
            return page(
                    number, typed, Handover.NOTHING, new Outlook(null, null), wrong(invalid), login, language, model);
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return HERE;
    }

    @PostMapping("/lead")
    String handOver(
            @PathVariable String number,
            Handover typed,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        if (!mayHandOver(number, login)) {
            throw new AccessDeniedException("Only who leads, public relations and management hand over the lead");
        }
        try {
            lead.handOver(number, typed);
            next.addFlashAttribute("flash", "handedOver");
        } catch (InvalidReport invalid) {
            return page(
                    number, Decision.NOTHING, typed, new Outlook(null, null), wrong(invalid), login, language, model);
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return HERE;
    }

    @PostMapping("/outlook")
    String say(
            @PathVariable String number,
            Outlook typed,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        try {
            lead.say(number, typed);
            next.addFlashAttribute("flash", "outlook");
        } catch (InvalidReport invalid) {
            return page(number, Decision.NOTHING, Handover.NOTHING, typed, wrong(invalid), login, language, model);
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return HERE;
    }

    @ExceptionHandler(UnknownCrisis.class)
    void nothingThere(HttpServletResponse answer) throws IOException {
        answer.sendError(HttpStatus.NOT_FOUND.value());
    }

    private static Set<String> wrong(InvalidReport invalid) {
        return invalid.findings().stream().map(Finding::field).collect(Collectors.toSet());
    }

    private boolean mayHandOver(String number, Authentication login) {
        CurrentUser visitor = CurrentUser.of(login);
        return visitor.groups().contains(Group.PUBLIC_RELATIONS.id())
                || visitor.groups().contains(Group.MANAGEMENT.id())
                || visitor.isOfTeam()
                        && lead.of(number)
                                .filter(user -> user.equals(visitor.user()))
                                .isPresent();
    }

    private String page(
            String number,
            Decision decision,
            Handover handover,
            Outlook outlook,
            Set<String> wrong,
            Authentication login,
            Locale language,
            Model model) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        CurrentUser visitor = CurrentUser.of(login);
        boolean writes = visitor.isOfTeam() && !crisis.phase().isOver();
        model.addAttribute("visitor", visitor);
        model.addAttribute("crisis", crisis);
        model.addAttribute("writes", writes);
        model.addAttribute("handsOver", writes && mayHandOver(number, login));
        model.addAttribute("lead", lead.of(number).orElse(null));
        model.addAttribute("people", writes ? lead.successors() : List.of());
        model.addAttribute("decision", decision);
        model.addAttribute("handover", handover);
        model.addAttribute("typedOutlook", outlook);
        model.addAttribute("wrong", wrong);
        model.addAttribute("outlook", lead.outlook(number).map(this::line).orElse(null));
        model.addAttribute("reports", newestFirst(lead.reports(number), language));
        model.addAttribute("decisions", newestFirst(lead.decisions(number), language));
        model.addAttribute("handovers", newestFirst(lead.handovers(number), language));
        model.addAttribute("sections", SituationWriter.SECTIONS);
        model.addAttribute("zone", moments.zone());
        return "situation/situation";
    }

    private List<Line> newestFirst(List<Act> acts, Locale language) {
        List<Line> lines =
                new ArrayList<>(acts.stream().map(act -> line(act, language)).toList());
        Collections.reverse(lines);
        return lines;
    }

    private Line line(Act act) {
        return line(act, Locale.ENGLISH);
    }

    private Line line(Act act, Locale language) {
        Map<String, Object> words = new HashMap<>(act.words() == null ? Map.of() : act.words());
        // a report has its words in both languages
        if (words.get(language.getLanguage()) instanceof Map<?, ?> own) {
            own.forEach((name, text) -> words.put(String.valueOf(name), text));
        }
        Map<String, Object> values = new HashMap<>(act.after());
        if (act.before().get("lead") != null) {
            values.put("from", act.before().get("lead"));
        }
        if (act.after().get("next") instanceof String next) {
            values.put("next", moments.moment(Instant.parse(next)).text());
        }
        return new Line(
                act.seq(),
                moments.moment(act.at()).text(),
                act.actor().id(),
                act.subject(),
                values,
                words,
                act.words() == null);
    }
}
