package org.crisisplan.retention.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Texts in the columns of a table: whoever stands in them is blacked out, and the rest of the text stays. */
public final class TextColumns implements PersonalData {

    private static final int AROUND = 30;

    private final JdbcClient sql;
    private final String place;
    private final String table;
    private final List<String> keys;
    private final List<String> texts;
    private final String crisis;
    private final String stays;

    private TextColumns(
            JdbcClient sql,
            String place,
            String table,
            List<String> keys,
            List<String> texts,
            String crisis,
            String stays) {
        this.sql = sql;
        this.place = place;
        this.table = table;
        this.keys = keys;
        this.texts = texts;
        this.crisis = crisis;
        this.stays = stays;
    }

    /**
     * @param place see {@link PersonalData#place()}
     * @param key the columns of the table's primary key
     */
    public static TextColumns of(JdbcClient sql, String place, String table, String... key) {
        return new TextColumns(sql, place, table, List.of(key), List.of(), "''", "1 = 0");
    }

    /** The columns with texts. */
    public TextColumns texts(String... columns) {
        return new TextColumns(sql, place, table, keys, List.of(columns), crisis, stays);
    }

    /** @param expression the number of the crisis that a row {@code t} belongs to, in SQL */
    public TextColumns crisis(String expression) {
        return new TextColumns(sql, place, table, keys, texts, expression, stays);
    }

    /** @param condition in SQL, about a row {@code t}: the public has read it, so that it cannot be taken back */
    public TextColumns stayWhere(String condition) {
        return new TextColumns(sql, place, table, keys, texts, crisis, condition);
    }

    @Override
    public String place() {
        return place;
    }

    private record Row(Map<String, Object> key, Map<String, String> texts, Found found) {}

    @Override
    public List<Found> find(Person person) {
        return rows(person).stream().map(Row::found).toList();
    }

    @Override
    public void erase(Person person, String why) {
        for (Row row : rows(person)) {
            if (row.found().stays() == null) {
                List<Object> values = new ArrayList<>(row.texts().values());
                values.replaceAll(text -> person.blackedOut(text.toString()));
                values.addAll(row.key().values());
                sql.sql("update " + table + " set " + equals(row.texts().keySet(), ", ") + " where "
                                + equals(row.key().keySet(), " and "))
                        .params(values)
                        .update();
            }
        }
    }

    private static String equals(Iterable<String> columns, String between) {
        List<String> each = new ArrayList<>();
        columns.forEach(column -> each.add(column + " = ?"));
        return String.join(between, each);
    }

    private List<Row> rows(Person person) {
        List<String> patterns = person.patterns();
        if (patterns.isEmpty()) {
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        String anywhere = texts.stream()
                .flatMap(column -> patterns.stream().map(pattern -> {
                    values.add(pattern);
                    return "lower(t." + column + ") like ? escape '!'";
                }))
                .collect(Collectors.joining(" or "));
        return sql.sql("select t.*, " + crisis + " as of_crisis, case when " + stays
                        + " then 1 else 0 end as it_stays from " + table + " t where " + anywhere)
                .params(values)
                .query((row, i) -> row(row, person))
                .list();
    }

    private Row row(ResultSet row, Person person) throws SQLException {
        Map<String, Object> key = new LinkedHashMap<>();
        for (String column : keys) {
            key.put(column, row.getObject(column));
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (String column : texts) {
            String text = row.getString(column);
            if (text != null && person.isNamedIn(text)) {
                named.put(column, text);
            }
        }
        String number = row.getString("of_crisis");
        String ofCrisis = number == null ? "" : number;
        String because = person.held().contains(ofCrisis)
                ? Found.UNDER_HOLD
                : row.getInt("it_stays") == 1 ? Found.PUBLISHED : null;
        return new Row(key, named, new Found(ofCrisis, excerpt(named, person), because));
    }

    private static String excerpt(Map<String, String> named, Person person) {
        return named.values().stream()
                .findFirst()
                .map(text -> excerpt(text, person))
                .orElse("");
    }

    /** The words around the first text that names the person. */
    static String excerpt(@Nullable String text, Person person) {
        if (text == null) {
            return "";
        }
        String line = text.replaceAll("\\s+", " ");
        String blackedOut = person.blackedOut(line);
        int at = Math.max(0, blackedOut.indexOf(Person.BLACKED_OUT));
        int from = Math.max(0, at - AROUND);
        int to = Math.min(line.length(), at + 2 * AROUND);
        return (from > 0 ? "…" : "") + line.substring(from, to) + (to < line.length() ? "…" : "");
    }
}
