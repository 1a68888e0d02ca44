package org.crisisplan.audit.report;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisSearch;
import org.crisisplan.crisis.CrisisSearch.State;
import org.crisisplan.crisis.CrisisSearch.Wanted;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.publish.StatementSearch;
import org.crisisplan.web.TimeFormatter;
import org.crisisplan.web.TimeFormatter.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /audit}: all cases, by number, words, person, time, level, kind, clause and whether they are over. */
@Controller
class SearchPage {

    private static final int SIZE = 20;
    private static final int MOST_WORDS = 6;
    private static final Pattern CLAUSE = Pattern.compile("[Rr]\\d{1,3}");

    /** Words between quotation marks are one. */
    private static final Pattern WORD = Pattern.compile("[\"“”]([^\"“”]+)[\"“”]|(\\S+)");

    private final CrisisSearch search;
    private final StatementSearch statements;
    private final Crises crises;
    private final PeopleSearch people;
    private final TimeFormatter moments;
    private final MessageSource messages;
    private final Clock clock;

    SearchPage(
            CrisisSearch search,
            StatementSearch statements,
            Crises crises,
            PeopleSearch people,
            TimeFormatter moments,
            MessageSource messages,
            Clock clock) {
        this.search = search;
        this.statements = statements;
        this.crises = crises;
        this.people = people;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    /** What somebody typed, as it is shown again. */
    record Typed(
            @Nullable String q,
            @Nullable String person,
            @Nullable String from,
            @Nullable String until,
            @Nullable String level,
            @Nullable String kind,
            @Nullable String clause,
            @Nullable String state) {

        Typed {
            q = Objects.requireNonNullElse(q, "");
            person = Objects.requireNonNullElse(person, "");
            from = Objects.requireNonNullElse(from, "");
            until = Objects.requireNonNullElse(until, "");
            level = Objects.requireNonNullElse(level, "");
            kind = Objects.requireNonNullElse(kind, "");
            clause = Objects.requireNonNullElse(clause, "");
            state = Objects.requireNonNullElse(state, "");
        }

        String text(@Nullable String value) {
            return value == null ? "" : value;
        }
    }

    /** A case that was found. @param suspected whether nobody confirmed its level */
    record Found(
            String number,
            String title,
            String phase,
            @Nullable Integer level,
            boolean suspected,
            Moment opened,
            @Nullable Moment closed,
            String planVersion) {}

    @GetMapping("/audit")
    String show(
            @ModelAttribute("typed") Typed typed,
            @RequestParam(defaultValue = "0") String page,
            Locale language,
            Model model) {
        var question = new Question(clock);
        List<String> numbers = numbers(typed, question);
        Paging paging = Paging.of(page, SIZE, numbers.size());
        model.addAttribute(
                "wrong",
                question.wrong().stream()
                        .map(wrong -> wrong.sentence(messages, language))
                        .toList());
        model.addAttribute("paging", paging);
        model.addAttribute(
                "found", lines(numbers.subList(paging.from(), Math.min(numbers.size(), paging.from() + SIZE))));
        model.addAttribute(
                "states", List.of(State.values()).stream().map(State::word).toList());
        model.addAttribute("zone", moments.zone());
        return "audit/search";
    }

    @GetMapping("/audit/search.csv")
    ResponseEntity<byte[]> csv(@ModelAttribute Typed typed) {
        var question = new Question(clock);
        List<String> numbers = numbers(typed, question);
        question.refuseWrong();
        var file = new CsvRows("number", "title", "phase", "level", "opened", "closed", "plan");
        for (int from = 0; from < numbers.size(); from += 1000) {
            List<String> some = numbers.subList(from, Math.min(numbers.size(), from + 1000));
            Map<String, Crisis> known = crises.find(some);
            some.stream()
                    .map(known::get)
                    .filter(Objects::nonNull)
                    .forEach(crisis -> file.row(
                            crisis.number(),
                            crisis.title(),
                            crisis.phase().word(),
                            crisis.level(),
                            crisis.openedAt(),
                            crisis.closedAt(),
                            crisis.planVersion()));
        }
        return file.named("crises.csv");
    }

    private List<String> numbers(Typed typed, Question question) {
        String person = typed.text(typed.person()).strip();
        Set<String> actors = person.isEmpty() ? Set.of() : people.logins(person);
        var wanted = new Wanted(
                question.from("from", typed.text(typed.from())),
                question.until("until", typed.text(typed.until())),
                question.number("level", typed.text(typed.level()), 1, 3),
                question.word(
                        "kind",
                        typed.text(typed.kind()),
                        Kind.values(),
                        kind -> kind.name().toLowerCase(Locale.ROOT)),
                question.matching("clause", typed.text(typed.clause()), CLAUSE, "clause")
                        .toUpperCase(Locale.ROOT),
                question.word("state", typed.text(typed.state()), State.values(), State::word),
                actors);
        List<String> words = words(typed.text(typed.q()), question);
        if (!question.wrong().isEmpty()) {
            return List.of();
        }
        List<String> numbers = search.numbers(wanted);
        for (String word : words) {
            if (!numbers.isEmpty()) {
                Set<String> saying = new HashSet<>(search.saying(word, numbers));
                saying.addAll(statements.crisesSaying(word, numbers));
                numbers = numbers.stream().filter(saying::contains).toList();
            }
        }
        return numbers;
    }

    private static List<String> words(String text, Question question) {
        List<String> words = new ArrayList<>();
        Matcher each = WORD.matcher(text);
        while (each.find()) {
            String word = each.group(1) == null ? each.group(2) : each.group(1).strip();
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        // long words are rare: what they leave is looked through for the others
        words.sort(Comparator.comparingInt(String::length).reversed());
        if (words.size() > MOST_WORDS) {
            question.refuse("q", "words", String.valueOf(MOST_WORDS));
        }
        return words;
    }

    private List<Found> lines(List<String> numbers) {
        Map<String, Crisis> known = crises.find(numbers);
        return numbers.stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .map(crisis -> new Found(
                        crisis.number(),
                        crisis.title(),
                        crisis.phase().word(),
                        crisis.level(),
                        crisis.phase() == Phase.VERIFYING || crisis.phase() == Phase.FALSE_ALARM,
                        moments.moment(crisis.openedAt()),
                        crisis.closedAt() == null ? null : moments.moment(crisis.closedAt()),
                        crisis.planVersion()))
                .toList();
    }
}
