package org.crisisplan.audit.report;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.crisisplan.access.LoginJournal;
import org.crisisplan.access.LoginJournal.Line;
import org.crisisplan.access.LoginJournal.Wanted;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /audit/logins}: who logged in from where and when, and who was refused. */
@Controller
class LoginsPage {

    private static final int MOST_IN_A_FILE = 100_000;
    private static final String IN = "in";
    private static final String REFUSED = "refused";

    private final LoginJournal journal;
    private final TimeFormatter moments;
    private final MessageSource messages;
    private final Clock clock;

    LoginsPage(LoginJournal journal, TimeFormatter moments, MessageSource messages, Clock clock) {
        this.journal = journal;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    /** An hour of one name from one address, as the page shows it. */
    record Shown(Moment first, Moment last, Line line) {}

    @GetMapping("/audit/logins")
    String show(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "0") String page,
            Locale language,
            Model model) {
        var question = new Question(clock);
        Wanted wanted = wanted(question, who, outcome, from, until);
        Paging paging = Paging.of(page, Paging.SIZE, question.wrong().isEmpty() ? journal.count(wanted) : 0);
        List<Line> lines =
                question.wrong().isEmpty() ? journal.newest(wanted, paging.from(), paging.size()) : List.of();
        model.addAttribute(
                "wrong",
                question.wrong().stream()
                        .map(wrong -> wrong.sentence(messages, language))
                        .toList());
        model.addAttribute("who", who);
        model.addAttribute("outcome", outcome);
        model.addAttribute("from", from);
        model.addAttribute("until", until);
        model.addAttribute("paging", paging);
        model.addAttribute(
                "lines",
                lines.stream()
                        .map(line -> new Shown(moments.second(line.first()), moments.second(line.last()), line))
                        .toList());
        model.addAttribute("zone", moments.zone());
        return "audit/logins";
    }

    @GetMapping("/audit/logins.csv")
    ResponseEntity<byte[]> csv(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until) {
        var question = new Question(clock);
        Wanted wanted = wanted(question, who, outcome, from, until);
        question.refuseWrong();
        var file = new CsvRows("first", "last", "times", "name", "address", "outcome", "way", "why");
        journal.newest(wanted, 0, MOST_IN_A_FILE)
                .forEach(line -> file.row(
                        line.first(),
                        line.last(),
                        line.times(),
                        line.name(),
                        line.address(),
                        line.in() ? IN : REFUSED,
                        line.way(),
                        line.why()));
        return file.named("logins.csv");
    }

    private static Wanted wanted(Question question, String who, String outcome, String from, String until) {
        @Nullable String word = question.word("outcome", outcome, new String[] {IN, REFUSED}, known -> known);
        return new Wanted(
                who.strip(),
                word == null ? null : word.equals(IN),
                question.from("from", from),
                question.until("until", until));
    }
}
