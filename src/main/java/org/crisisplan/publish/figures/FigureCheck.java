package org.crisisplan.publish.figures;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.publish.figures.Figure.Bound;
import org.crisisplan.publish.figures.Figure.Kind;
import org.crisisplan.publish.figures.Figure.Subject;

/**
 * Compares the figures of a draft with the facts, with the other language and with what was published before (R45: no contradictory
 * words). What it finds is shown; people decide.
 */
public final class FigureCheck {

    private static final Duration ABOUT = Duration.ofMinutes(30);
    private static final Set<Subject> FIXED_TIMES = Set.of(Subject.BEGAN, Subject.LEARNED, Subject.RECOVERED);

    private final ZoneId zone;
    private final Instant now;
    private final List<KnownFigure> known;
    private final List<Earlier> earlier;
    private final Set<Note> contradictions = new LinkedHashSet<>();
    private final Set<Note> backed = new LinkedHashSet<>();

    private FigureCheck(List<KnownFigure> known, List<Earlier> earlier, ZoneId zone, Instant now) {
        this.known = known;
        this.earlier = earlier;
        this.zone = zone;
        this.now = now;
    }

    /** A statement that the public has read. */
    public record Earlier(Instant publishedAt, String textEn, String textZh) {}

    /** A sentence about one figure, in both languages. */
    public record Note(String en, String zh) {

        @Override
        public String toString() {
            return en + " " + zh;
        }
    }

    /**
     * What was found.
     *
     * @param contradictions what somebody has to put right, or to insist on
     * @param backed which fact stands behind which figure
     */
    public record Found(List<Note> contradictions, List<Note> backed) {}

    public static Found check(
            String textEn, String textZh, List<KnownFigure> known, List<Earlier> earlier, ZoneId zone, Instant now) {
        var check = new FigureCheck(known, earlier, zone, now);
        List<Figure> english = FiguresInText.of(textEn);
        List<Figure> chinese = FiguresInText.of(textZh);
        english.forEach(figure -> check.withFacts(figure, "English text", "英文正文"));
        chinese.forEach(figure -> check.withFacts(figure, "Chinese text", "中文正文"));
        check.withEachOther(english, chinese);
        english.forEach(figure -> check.withEarlier(figure, "English text", "英文正文", true));
        chinese.forEach(figure -> check.withEarlier(figure, "Chinese text", "中文正文", false));
        return new Found(List.copyOf(check.contradictions), List.copyOf(check.backed));
    }

    /** When a text says that we speak next. */
    public static Optional<Instant> promised(String text, ZoneId zone, Instant now) {
        var check = new FigureCheck(List.of(), List.of(), zone, now);
        return FiguresInText.of(text).stream()
                .filter(figure -> figure.subject() == Subject.NEXT_UPDATE && !figure.utc())
                .findFirst()
                .map(check::instant);
    }

    private void withFacts(Figure figure, String where, String whereZh) {
        List<KnownFigure> ofKind =
                known.stream().filter(fact -> fact.kind() == figure.kind()).toList();
        List<KnownFigure> same = figure.subject() == Subject.ANY
                ? ofKind
                : ofKind.stream()
                        .filter(fact -> fact.subject() == figure.subject())
                        .toList();
        List<KnownFigure> fitting =
                same.stream().filter(fact -> fits(figure, fact)).toList();
        if (fitting.isEmpty() && same.isEmpty()) {
            fitting = ofKind.stream().filter(fact -> fits(figure, fact)).toList();
        }
        if (!fitting.isEmpty()) {
            KnownFigure fact = fitting.get(0);
            backed.add(new Note(
                    "“%s” is %s: %s%s.".formatted(figure.written(), fact.labelEn(), shown(fact), fact.toldEn()),
                    "“%s”与%s一致：%s%s。".formatted(figure.written(), fact.labelZh(), shown(fact), fact.toldZh())));
        } else if (!same.isEmpty() && (figure.kind() != Kind.TIME || figure.subject() != Subject.ANY)) {
            contradictions.add(new Note(
                    "The %s says “%s”, but %s.".formatted(where, figure.written(), all(same, true)),
                    "%s写的是“%s”，而%s。".formatted(whereZh, figure.written(), all(same, false))));
        } else if (same.isEmpty() && mustBeKnown(figure)) {
            contradictions.add(new Note(
                    "The %s says “%s”, which no fact says.".formatted(where, figure.written()),
                    "%s写的是“%s”，但没有任何事实与之对应。".formatted(whereZh, figure.written())));
        }
    }

    private static boolean mustBeKnown(Figure figure) {
        return figure.kind() == Kind.USERS && (figure.subject() != Subject.ANY || isMany(figure))
                || figure.kind() == Kind.MONEY
                || figure.kind() == Kind.TIME && FIXED_TIMES.contains(figure.subject());
    }

    private static boolean isMany(Figure figure) {
        return requireNonNull(figure.value()).compareTo(BigDecimal.valueOf(100)) >= 0;
    }

    private boolean fits(Figure figure, KnownFigure fact) {
        if (figure.kind() == Kind.TIME) {
            return fact.subject() == Subject.NEXT_UPDATE && figure.subject() == Subject.NEXT_UPDATE
                    ? isPromisable(figure, requireNonNull(fact.at()))
                    : isAt(figure, requireNonNull(fact.at()));
        }
        BigDecimal stated = requireNonNull(figure.value());
        BigDecimal value = requireNonNull(fact.value());
        return switch (figure.bound()) {
            case EXACT -> value.compareTo(stated) == 0;
            case ABOUT -> value.compareTo(stated) == 0 || FiguresInText.isRounded(value, stated);
            case MORE -> value.compareTo(stated) >= 0 && value.compareTo(stated.multiply(BigDecimal.TEN)) < 0;
            case LESS ->
                value.compareTo(stated) <= 0 && value.multiply(BigDecimal.TEN).compareTo(stated) > 0;
        };
    }

    private boolean isAt(Figure figure, Instant at) {
        var there = at.atZone(figure.utc() ? ZoneOffset.UTC : zone);
        if (figure.date() != null && !figure.date().equals(there.toLocalDate())) {
            return false;
        }
        LocalTime stated = requireNonNull(figure.time());
        Duration apart = Duration.between(
                        stated, there.toLocalTime().withSecond(0).withNano(0))
                .abs();
        return figure.bound() == Bound.ABOUT ? apart.compareTo(ABOUT) <= 0 : apart.isZero();
    }

    /** Not over yet, and no later than the plan allows. */
    private boolean isPromisable(Figure figure, Instant latest) {
        Instant promised = instant(figure);
        return promised.isAfter(now) && !promised.isAfter(latest.plusSeconds(59));
    }

    private Instant instant(Figure figure) {
        ZoneId there = figure.utc() ? ZoneOffset.UTC : zone;
        LocalTime time = requireNonNull(figure.time());
        LocalDate date = figure.date();
        if (date != null) {
            return date.atTime(time).atZone(there).toInstant();
        }
        Instant today =
                now.atZone(there).toLocalDate().atTime(time).atZone(there).toInstant();
        return today.isAfter(now) ? today : today.plus(Duration.ofDays(1));
    }

    private void withEachOther(List<Figure> english, List<Figure> chinese) {
        for (Kind kind : Kind.values()) {
            for (Subject subject : Subject.values()) {
                List<Figure> en = of(english, kind, subject);
                List<Figure> zh = of(chinese, kind, subject);
                boolean comparable = kind != Kind.TIME || subject != Subject.ANY;
                if (comparable
                        && !en.isEmpty()
                        && !zh.isEmpty()
                        && en.stream()
                                .noneMatch(one -> zh.stream()
                                        .anyMatch(other -> one.comparable().equals(other.comparable())))) {
                    contradictions.add(new Note(
                            "The English text says %s, the Chinese text %s.".formatted(written(en), written(zh)),
                            "英文写的是%s，中文写的是%s。".formatted(written(en), written(zh))));
                }
            }
        }
    }

    private void withEarlier(Figure figure, String where, String whereZh, boolean english) {
        boolean stays = figure.kind() != Kind.TIME || FIXED_TIMES.contains(figure.subject());
        if (!stays || figure.utc() || figure.subject() == Subject.ANY) {
            return;
        }
        for (Earlier statement : earlier) {
            List<Figure> then = of(
                    FiguresInText.of(english ? statement.textEn() : statement.textZh()),
                    figure.kind(),
                    figure.subject());
            if (!then.isEmpty()
                    && then.stream().noneMatch(one -> one.comparable().equals(figure.comparable()))) {
                String at = clock(statement.publishedAt());
                contradictions.add(new Note(
                        "The %s says “%s”, but our statement of %s said %s. If that was wrong, say so."
                                .formatted(where, figure.written(), at, written(then)),
                        "%s写的是“%s”，而 %s 发布的声明写的是%s。如当时有误，请在文中说明更正。"
                                .formatted(whereZh, figure.written(), at, written(then))));
            }
        }
    }

    private static List<Figure> of(List<Figure> figures, Kind kind, Subject subject) {
        return figures.stream()
                .filter(figure -> figure.kind() == kind && figure.subject() == subject && !figure.utc())
                .toList();
    }

    private static String written(List<Figure> figures) {
        return figures.stream()
                .map(figure -> "“" + figure.written() + "”")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String all(List<KnownFigure> facts, boolean english) {
        List<String> sentences = new ArrayList<>();
        facts.forEach(fact -> sentences.add(
                fact.subject() == Subject.NEXT_UPDATE
                        ? english
                                ? "the next word is due by " + shown(fact) + " and lies ahead"
                                : "按预案下一次通报不得晚于 " + shown(fact) + "，且不能早于现在"
                        : english
                                ? fact.labelEn() + " is " + shown(fact) + fact.toldEn()
                                : fact.labelZh() + "为 " + shown(fact) + fact.toldZh()));
        return String.join(english ? ", " : "，", sentences);
    }

    private String shown(KnownFigure fact) {
        return fact.at() != null
                ? clock(fact.at())
                : new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(fact.value());
    }

    private String clock(Instant at) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").format(at.atZone(zone));
    }
}
