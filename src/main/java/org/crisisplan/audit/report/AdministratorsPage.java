package org.crisisplan.audit.report;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.crisisplan.audit.report.AdministratorLog.Line;
import org.crisisplan.audit.report.AdministratorLog.Wanted;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Moment;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /audit/administrators}: what administrators did, and what the product changed of itself at a start. */
@Controller
class AdministratorsPage {

    private static final int MOST_IN_A_FILE = 100_000;

    private final AdministratorLog log;
    private final TimeFormatter moments;
    private final MessageSource messages;
    private final Clock clock;

    AdministratorsPage(AdministratorLog log, TimeFormatter moments, MessageSource messages, Clock clock) {
        this.log = log;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    /** An act as the page shows it. */
    record Shown(Moment at, Line act, String about) {}

    @GetMapping("/audit/administrators")
    String show(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String crisis,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "0") String page,
            Locale language,
            Model model) {
        var question = new Question(clock);
        Wanted wanted = wanted(question, who, kind, crisis, q, from, until);
        Paging paging = Paging.of(page, Paging.SIZE, question.wrong().isEmpty() ? log.count(wanted) : 0);
        List<Line> acts = question.wrong().isEmpty() ? log.newest(wanted, paging.from(), paging.size()) : List.of();
        model.addAttribute(
                "wrong",
                question.wrong().stream()
                        .map(wrong -> wrong.sentence(messages, language))
                        .toList());
        model.addAttribute("who", who);
        model.addAttribute("kind", kind);
        model.addAttribute("crisis", crisis);
        model.addAttribute("q", q);
        model.addAttribute("from", from);
        model.addAttribute("until", until);
        model.addAttribute("kinds", log.kinds());
        model.addAttribute("paging", paging);
        model.addAttribute(
                "acts",
                acts.stream()
                        .map(act -> new Shown(moments.second(act.at()), act, BilingualText.of(act.about(), language)))
                        .toList());
        model.addAttribute("zone", moments.zone());
        return "audit/administrators";
    }

    @GetMapping("/audit/administrators.csv")
    ResponseEntity<byte[]> csv(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String crisis,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until) {
        var question = new Question(clock);
        Wanted wanted = wanted(question, who, kind, crisis, q, from, until);
        question.refuseWrong();
        var file = new CsvRows("at", "who", "kind", "what", "crisis", "about", "before", "after");
        log.newest(wanted, 0, MOST_IN_A_FILE)
                .forEach(act -> file.row(
                        act.at(),
                        act.who(),
                        act.kind(),
                        act.what(),
                        act.crisis(),
                        act.about(),
                        act.before(),
                        act.after()));
        return file.named("administrators.csv");
    }

    private static Wanted wanted(
            Question question, String who, String kind, String crisis, String q, String from, String until) {
        return new Wanted(
                who.strip(),
                kind.strip(),
                crisis.strip(),
                q.strip(),
                question.from("from", from),
                question.until("until", until));
    }
}
