package org.crisisplan.audit.report;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.crisisplan.audit.report.ViewLog.View;
import org.crisisplan.audit.report.ViewLog.Wanted;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /audit/views}: who looked at dossiers and records, and who took what along. */
@Controller
class ViewsPage {

    private static final int MOST_IN_A_FILE = 100_000;
    private static final String VIEWED = "viewed";
    private static final String EXPORTED = "exported";

    private final ViewLog views;
    private final TimeFormatter moments;
    private final MessageSource messages;
    private final Clock clock;

    ViewsPage(ViewLog views, TimeFormatter moments, MessageSource messages, Clock clock) {
        this.views = views;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    /** A look, or looks within an hour, as the page shows it. */
    record Shown(Moment first, Moment last, View view) {}

    @GetMapping("/audit/views")
    String show(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String crisis,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "0") String page,
            Locale language,
            Model model) {
        var question = new Question(clock);
        Wanted wanted = wanted(question, who, crisis, act, from, until);
        Paging paging = Paging.of(page, Paging.SIZE, question.wrong().isEmpty() ? views.count(wanted) : 0);
        List<View> lines = question.wrong().isEmpty() ? views.newest(wanted, paging.from(), paging.size()) : List.of();
        model.addAttribute(
                "wrong",
                question.wrong().stream()
                        .map(wrong -> wrong.sentence(messages, language))
                        .toList());
        model.addAttribute("who", who);
        model.addAttribute("crisis", crisis);
        model.addAttribute("act", act);
        model.addAttribute("from", from);
        model.addAttribute("until", until);
        model.addAttribute("paging", paging);
        model.addAttribute(
                "views",
                lines.stream()
                        .map(view -> new Shown(moments.second(view.first()), moments.second(view.last()), view))
                        .toList());
        model.addAttribute("zone", moments.zone());
        return "audit/views";
    }

    @GetMapping("/audit/views.csv")
    ResponseEntity<byte[]> csv(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String crisis,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until) {
        var question = new Question(clock);
        Wanted wanted = wanted(question, who, crisis, act, from, until);
        question.refuseWrong();
        var file = new CsvRows("first", "last", "times", "who", "address", "act", "what", "crisis", "path");
        views.newest(wanted, 0, MOST_IN_A_FILE)
                .forEach(view -> file.row(
                        view.first(),
                        view.last(),
                        view.times(),
                        view.who(),
                        view.address(),
                        view.exported() ? EXPORTED : VIEWED,
                        view.what(),
                        view.crisis(),
                        view.path()));
        return file.named("views.csv");
    }

    private static Wanted wanted(Question question, String who, String crisis, String act, String from, String until) {
        @Nullable String word = question.word("act", act, new String[] {VIEWED, EXPORTED}, known -> known);
        return new Wanted(
                who.strip(),
                crisis.strip(),
                word == null ? null : word.equals(EXPORTED),
                question.from("from", from),
                question.until("until", until));
    }
}
