package org.crisisplan.crisis;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds crises, open and closed, by what they are and by what was said and done about them. Reads only. */
@Component
public class CrisisSearch {

    private static final char ESCAPE = '!';

    /** So many cases are looked up one by one; more are quicker read through. */
    private static final int LOOKED_UP = 500;

    private final JdbcClient sql;

    CrisisSearch(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * What a crisis must be; what is null or empty is not asked for.
     *
     * @param from opened then or later
     * @param until opened before
     * @param level had this level at some time; a suspicion is none
     * @param clause why it had its level, or what a step of it carried out, such as {@code R27}
     * @param actors logins, one of which did something about it
     */
    public record Wanted(
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Integer level,
            @Nullable Kind kind,
            String clause,
            @Nullable State state,
            Set<String> actors) {}

    /** Whether it is over, and how. */
    public enum State {
        OPEN,
        CLOSED,
        FALSE_ALARM,
        CANCELLED;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The numbers of all that fit, the newest first; no drills. */
    public List<String> numbers(Wanted wanted) {
        List<Object> values = new ArrayList<>();
        String where = "";
        if (wanted.from() != null) {
            where += " and c.opened_at >= ?";
            values.add(Columns.utc(wanted.from()));
        }
        if (wanted.until() != null) {
            where += " and c.opened_at < ?";
            values.add(Columns.utc(wanted.until()));
        }
        if (wanted.kind() != null) {
            where += wanted.kind() == Kind.TECHNICAL ? " and c.technical" : " and c.content";
        }
        if (wanted.state() != null) {
            where += of(wanted.state(), values);
        }
        if (wanted.level() != null) {
            where +=
                    " and exists (select 1 from crisis_grade g where g.number = c.number and g.in_force and g.level = ?)";
            values.add(wanted.level());
        }
        if (!wanted.clause().isEmpty()) {
            List<String> said = clauses(wanted.clause());
            where += " and ("
                    + (said.isEmpty()
                            ? "1 = 0"
                            : "exists (select 1 from crisis_act a where a.number = c.number and a.clause in ("
                                    + marks(said) + "))")
                    + " or exists (select 1 from crisis_grade g where g.number = c.number and g.reasons like ? escape '!'))";
            values.addAll(said);
            values.add("%\"clause\":\"" + escaped(wanted.clause()) + "\"%");
        }
        if (!wanted.actors().isEmpty()) {
            where +=
                    " and c.number in (select a.number from crisis_act a where a.actor_kind = 'person' and a.actor in ("
                            + marks(wanted.actors()) + "))";
            values.addAll(wanted.actors());
        }
        return sql.sql("select c.number from crisis c where c.number like '" + Crisis.NUMBERS_BEGIN + "%'" + where
                        + " order by c.opened_at desc, c.number desc")
                .params(values)
                .query(String.class)
                .list();
    }

    /** What steps say that carry out a clause, among others perhaps: few texts, however many acts. */
    private List<String> clauses(String clause) {
        return sql
                .sql("select distinct clause from crisis_act")
                .query((row, i) -> row.getString("clause"))
                .list()
                .stream()
                .filter(said -> said != null && List.of(said.split(" ")).contains(clause))
                .toList();
    }

    private static String marks(Collection<?> values) {
        return String.join(", ", Collections.nCopies(values.size(), "?"));
    }

    private static String of(State state, List<Object> values) {
        if (state == State.OPEN) {
            return " and c.closed_at is null";
        }
        values.add(state.word());
        return " and c.phase = ?";
    }

    /**
     * The numbers of those in whose number, title, description, facts or record these words stand, large and small letters alike. What
     * was erased is not found.
     *
     * @param among only these are asked for; where they are many, others may be among those that are found
     */
    public Set<String> saying(String words, Collection<String> among) {
        Text text = Text.of(words);
        Set<String> found = new HashSet<>(numbers(
                "select number from crisis where (" + text.in("number") + " or " + text.in("title") + " or "
                        + text.in("description") + ")",
                List.of(text.plain(), text.plain(), text.plain()),
                among));
        found.addAll(numbers(
                "select distinct number from crisis_fact where " + text.in("fact"), List.of(text.inJson()), among));
        found.addAll(numbers(
                "select distinct number from crisis_act_words where searched like ? escape '!'",
                List.of(text.small()),
                among));
        return found;
    }

    private List<String> numbers(String query, List<String> values, Collection<String> among) {
        List<Object> all = new ArrayList<>(values);
        return sql.sql(query + among("number", among, all))
                .params(all)
                .query(String.class)
                .list();
    }

    /** The condition that a column is one of some numbers, if they are few enough to be looked up one by one. @param values get them */
    public static String among(String column, Collection<String> numbers, List<Object> values) {
        if (numbers.size() > LOOKED_UP) {
            return "";
        }
        values.addAll(numbers);
        return " and " + column + " in ("
                + (numbers.isEmpty() ? "''" : String.join(", ", Collections.nCopies(numbers.size(), "?"))) + ")";
    }

    /**
     * A text as a pattern of {@code like}.
     *
     * @param small in small letters
     * @param cased whether it has large and small letters at all, which costs
     */
    public record Text(String plain, String inJson, String small, boolean cased) {

        public static Text of(String words) {
            return new Text(
                    "%" + escaped(words) + "%",
                    "%" + escaped(new String(JsonStringEncoder.getInstance().quoteAsString(words))) + "%",
                    "%" + escaped(words.toLowerCase(Locale.ROOT)) + "%",
                    !words.toLowerCase(Locale.ROOT).equals(words.toUpperCase(Locale.ROOT)));
        }

        /** The condition that a column says it, with one parameter. */
        public String in(String column) {
            return cased ? "lower(" + column + ") like lower(?) escape '!'" : column + " like ? escape '!'";
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char letter : text.toCharArray()) {
            if (letter == '%' || letter == '_' || letter == ESCAPE) {
                escaped.append(ESCAPE);
            }
            escaped.append(letter);
        }
        return escaped.toString();
    }
}
