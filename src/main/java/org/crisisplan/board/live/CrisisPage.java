package org.crisisplan.board.live;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.crisisplan.audit.RecordDifferences;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.duty.DutyDesk;
import org.crisisplan.duty.DutyLine;
import org.crisisplan.duty.DutyState;
import org.crisisplan.media.MediaDesk;
import org.crisisplan.situation.ResponseLead;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Due;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One crisis: its situation as it is now, and the forms by which the team adds to it. */
@Controller
@RequestMapping("/crises/{number}")
class CrisisPage {

    private final Crises crises;
    private final CrisisPlan plan;
    private final KnownFacts facts;
    private final Situations situations;
    private final LiveParts parts;
    private final LookRepository looks;
    private final TimeFormatter moments;
    private final NoteDesk notes;
    private final MediaDesk media;
    private final DutyDesk duties;
    private final StatementRequests statements;
    private final RecordDifferences differences;
    private final Clock clock;
    private final ResponseLead lead;

    CrisisPage(
            ResponseLead lead,
            RecordDifferences differences,
            Crises crises,
            CrisisPlan plan,
            KnownFacts facts,
            Situations situations,
            LiveParts parts,
            LookRepository looks,
            TimeFormatter moments,
            NoteDesk notes,
            MediaDesk media,
            DutyDesk duties,
            StatementRequests statements,
            Clock clock) {
        this.lead = lead;
        this.media = media;
        this.duties = duties;
        this.crises = crises;
        this.plan = plan;
        this.facts = facts;
        this.situations = situations;
        this.parts = parts;
        this.looks = looks;
        this.moments = moments;
        this.notes = notes;
        this.statements = statements;
        this.differences = differences;
        this.clock = clock;
    }

    private static final int CLOCKS_OF_THE_LAW = 6;

    /**
     * A clock of the law.
     *
     * @param law null where the law names no time
     */
    record LawClock(
            String duty,
            String authority,
            boolean possible,
            boolean missed,
            Due due,
            @Nullable Moment law,
            @Nullable Moment plan) {

        static LawClock of(DutyLine line, TimeFormatter moments, Locale language) {
            Instant law = line.lawDue();
            Instant plan = line.planDue();
            return new LawClock(
                    line.duty(),
                    BilingualText.of(line.authority(), language),
                    line.state() == DutyState.POSSIBLE,
                    line.missed(),
                    moments.due(Objects.requireNonNull(line.due()), language),
                    law == null ? null : moments.moment(law),
                    plan == null ? null : moments.moment(plan));
        }
    }

    /** What the page looks like besides its parts: both forms as they were filled in, and which acts are listed. */
    private record Shown(FactsForm facts, NoteForm note, TimelineFilter filter) {}

    @GetMapping
    String show(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable Integer before,
            Authentication login,
            Locale language,
            Model model) {
        Shown shown =
                new Shown(FactsForm.empty(definitions(number)), NoteForm.EMPTY, TimelineFilter.of(topic, by, before));
        return page(number, shown, login, language, model);
    }

    /** The parts that change, for a page that is open already. */
    @GetMapping("/live")
    ResponseEntity<byte[]> live(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable Integer before,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            Authentication login,
            Locale language) {
        Situation situation = situations.of(number);
        byte[] body = String.join(
                        "\n",
                        parts.of(situation, TimelineFilter.of(topic, by, before), CurrentUser.of(login), language)
                                .values())
                .getBytes(StandardCharsets.UTF_8);
        String tag = "\"" + DigestUtils.md5DigestAsHex(body) + "\"";
        ResponseEntity.BodyBuilder answer = tag.equals(known)
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                : ResponseEntity.ok().contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        answer.eTag(tag)
                .header("X-Act", String.valueOf(situation.acts))
                .header("X-Now", clock.instant().toString());
        return tag.equals(known) ? answer.build() : answer.body(body);
    }

    @PostMapping("/facts")
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
            return page(number, new Shown(form, NoteForm.EMPTY, TimelineFilter.NONE), login, language, model);
        }
        try {
            plan.reportFacts(number, form.facts());
            next.addFlashAttribute("flash", form.isLog() ? "log" : "facts");
        } catch (InvalidReport invalid) {
            Shown again = new Shown(form.refused(invalid), NoteForm.EMPTY, TimelineFilter.NONE);
            return page(number, again, login, language, model);
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/crises/{number}";
    }

    @PostMapping("/notes")
    String addNote(
            @PathVariable String number,
            NoteDesk.Written note,
            Authentication login,
            Locale language,
            Model model,
            RedirectAttributes next) {
        onlyForTheTeam(login);
        try {
            notes.add(number, note);
            next.addFlashAttribute("flash", "note");
        } catch (InvalidReport invalid) {
            Shown again = new Shown(FactsForm.empty(definitions(number)), note.refused(invalid), TimelineFilter.NONE);
            return page(number, again, login, language, model);
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/crises/{number}";
    }

    @PostMapping("/notes/pin")
    String pin(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable Integer pin,
            @RequestParam(required = false) @Nullable Integer unpin,
            Authentication login,
            RedirectAttributes next) {
        onlyForTheTeam(login);
        try {
            if (pin != null) {
                notes.pin(number, pin, true);
            } else if (unpin != null) {
                notes.pin(number, unpin, false);
            }
        } catch (CrisisOver over) {
            next.addFlashAttribute("flash", "over");
        }
        return "redirect:/crises/{number}";
    }

    /** Whatever it is, it is saved and never shown by the browser in the name of this site. */
    @GetMapping("/notes/{seq}/file")
    ResponseEntity<byte[]> file(@PathVariable String number, @PathVariable int seq) {
        return notes.file(number, seq);
    }

    private FactDefinitions definitions(String number) {
        return facts.definitions(crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number)));
    }

    private String page(String number, Shown shown, Authentication login, Locale language, Model model) {
        Situation situation = situations.of(number);
        CurrentUser visitor = CurrentUser.of(login);
        boolean writes = visitor.isOfTeam() && !situation.crisis.phase().isOver();
        model.addAttribute("visitor", visitor);
        model.addAttribute("zone", moments.zone());
        model.addAttribute("crisis", situation.crisis);
        model.addAttribute("acts", situation.acts);
        model.addAttribute("different", differences.of(number, language));
        model.addAttribute("asOf", moments.second(clock.instant()));
        model.addAttribute("parts", parts.of(situation, shown.filter(), visitor, language));
        model.addAttribute("filter", shown.filter());
        looks.looks(visitor.user(), number, situation.acts).ifPresent(look -> {
            model.addAttribute("lookedAt", moments.moment(look.at()));
            model.addAttribute("lookedUpTo", look.act());
            model.addAttribute("newActs", Math.max(0, situation.acts - look.act()));
        });
        model.addAttribute("known", facts.of(situation.crisis));
        model.addAttribute("form", shown.facts());
        model.addAttribute("note", shown.note());
        model.addAttribute("writes", writes);
        model.addAttribute("media", media.of(situation.crisis));
        model.addAttribute("lead", lead.of(number).orElse(null));
        model.addAttribute("handover", lead.lastHandover(number).orElse(null));
        model.addAttribute("decisions", lead.decisions(number).size());
        model.addAttribute("reports", lead.reports(number).size());
        DutyDesk.Summary law = duties.of(situation.crisis);
        model.addAttribute("law", law);
        model.addAttribute(
                "lawClocks",
                law.running().stream()
                        .limit(CLOCKS_OF_THE_LAW)
                        .map(line -> LawClock.of(line, moments, language))
                        .toList());
        model.addAttribute("correctable", writes ? statements.correctable(number, language) : List.of());
        model.addAttribute("readsAffected", visitor.readsAffected());
        return "board/crisis";
    }

    static void onlyForTheTeam(Authentication login) {
        if (!CurrentUser.of(login).isOfTeam()) {
            throw new AccessDeniedException("Only the response team changes a crisis");
        }
    }
}
