package org.crisisplan.crisis;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds crises, open and closed, by what they are and by what was said and done about them. Reads only. */
@Component
public class CrisisSearch {

    private static final char ESCAPE = '!';

    /** A single word of Latin letters, which may also be the name of a value in the JSON that words are kept as. */
    private static final Pattern PERHAPS_A_NAME = Pattern.compile("[A-Za-z]+");

    /** Names that stand in very many acts. */
    private static final List<String> OFTEN = List.of("actor", "title", "description");

    private final JdbcClient sql;
    private final Columns columns;

    CrisisSearch(JdbcClient sql, ObjectMapper json) {
        this.sql = sql;
        this.columns = new Columns(json);
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

    /** The numbers of all that fit, the newest first. */
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
            where += " and (c.number in (select a.number from crisis_act a where a.clause = ? or a.clause like ?"
                    + " or a.clause like ? or a.clause like ?)"
                    + " or exists (select 1 from crisis_grade g where g.number = c.number and g.reasons like ? escape '!'))";
            String clause = escaped(wanted.clause());
            values.addAll(List.of(
                    wanted.clause(),
                    wanted.clause() + " %",
                    "% " + wanted.clause(),
                    "% " + wanted.clause() + " %",
                    "%\"clause\":\"" + clause + "\"%"));
        }
        if (!wanted.actors().isEmpty()) {
            where +=
                    " and c.number in (select a.number from crisis_act a where a.actor_kind = 'person' and a.actor in ("
                            + String.join(
                                    ", ", Collections.nCopies(wanted.actors().size(), "?"))
                            + "))";
            values.addAll(wanted.actors());
        }
        return sql.sql("select c.number from crisis c where 1 = 1" + where
                        + " order by c.opened_at desc, c.number desc")
                .params(values)
                .query(String.class)
                .list();
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
     */
    public Set<String> saying(String words) {
        Text text = Text.of(words);
        Set<String> found = new HashSet<>(sql.sql("select number from crisis where " + text.in("number") + " or "
                        + text.in("title") + " or " + text.in("description"))
                .params(text.plain(), text.plain(), text.plain())
                .query(String.class)
                .list());
        found.addAll(sql.sql("select distinct number from crisis_fact where " + text.in("fact"))
                .param(text.inJson())
                .query(String.class)
                .list());
        if (PERHAPS_A_NAME.matcher(words).matches()) {
            addThoseWithAValueSaying(words, text, found);
        } else {
            found.addAll(sql.sql("select distinct number from crisis_act_words where " + text.in("words"))
                    .param(text.inJson())
                    .query(String.class)
                    .list());
        }
        return found;
    }

    /** The words of an act are kept as JSON: what stands there as the name of a value was said by nobody. */
    private void addThoseWithAValueSaying(String words, Text text, Set<String> found) {
        String said = "words";
        for (String name : OFTEN) {
            said = "replace(" + said + ", '\"" + name + "\":', ' ')";
        }
        String wanted = words.toLowerCase(Locale.ROOT);
        sql.sql("select number, words from crisis_act_words where " + text.in("words") + " and " + text.in(said))
                .params(text.inJson(), text.inJson())
                .query(row -> {
                    String number = row.getString("number");
                    if (!found.contains(number) && hasValueSaying(wanted, row.getString("words"))) {
                        found.add(number);
                    }
                });
    }

    private boolean hasValueSaying(String wanted, String words) {
        return columns.values(words).values().stream()
                .anyMatch(
                        value -> String.valueOf(value).toLowerCase(Locale.ROOT).contains(wanted));
    }

    /**
     * A text as a pattern of {@code like}.
     *
     * @param cased whether it has large and small letters at all, which costs
     */
    public record Text(String plain, String inJson, boolean cased) {

        public static Text of(String words) {
            return new Text(
                    "%" + escaped(words) + "%",
                    "%" + escaped(new String(JsonStringEncoder.getInstance().quoteAsString(words))) + "%",
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
