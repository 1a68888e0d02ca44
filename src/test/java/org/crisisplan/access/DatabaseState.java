package org.crisisplan.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All rows of all tables at one moment, to be compared with those of a later one. Only tables that H2 says were touched are read again.
 * The engine's own meters are left out: it writes them every quarter of an hour, whatever was refused meanwhile. So are who logged in, was refused,
 * and looked at what, which is kept of everybody.
 */
public class DatabaseState {

    private final JdbcClient sql;
    private final Map<String, Long> touched = new HashMap<>();
    private final Map<String, List<String>> rows = new HashMap<>();

    public DatabaseState(JdbcClient sql) {
        this.sql = sql;
        tables().forEach((table, touchedAt) -> rows.put(table, read(table)));
        touched.putAll(tables());
    }

    /** What is different now from when it was asked last, one line a table. */
    public List<String> changes() {
        List<String> changes = new ArrayList<>();
        tables().forEach((table, touchedAt) -> {
            if (!Objects.equals(touched.put(table, touchedAt), touchedAt)) {
                List<String> now = read(table);
                List<String> before = rows.put(table, now);
                if (!now.equals(before)) {
                    var gone = new ArrayList<>(before == null ? List.of() : before);
                    gone.removeAll(now);
                    var come = new ArrayList<>(now);
                    come.removeAll(before == null ? List.of() : before);
                    changes.add(table + ": " + gone + " -> " + come);
                }
            }
        });
        return changes;
    }

    private Map<String, Long> tables() {
        Map<String, Long> tables = new TreeMap<>();
        sql.sql(
                        "select table_name, last_modification from information_schema.tables where table_schema = 'PUBLIC'"
                                + " and table_type = 'BASE TABLE' and table_name not in ('ACT_RU_METER_LOG', 'LOGIN_HOUR', 'AUDIT_VIEW')")
                .query((row, i) -> tables.put(row.getString(1), row.getLong(2)))
                .list();
        return tables;
    }

    private List<String> read(String table) {
        return sql.sql("select * from \"" + table + "\"").query().listOfRows().stream()
                .map(row -> new TreeMap<>(row).toString())
                .sorted()
                .toList();
    }
}
