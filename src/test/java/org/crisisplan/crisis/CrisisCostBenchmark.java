package org.crisisplan.crisis;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.access.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What a whole level 1 crisis costs the database, in two or more builds side by side: statements, WAL, rows. Not part of the build;
 * see README. Results are written to {@code target/crisis-cost-benchmark.txt}.
 *
 * <p>Each build carries three crises on a PostgreSQL of its own: one to warm up, one with {@code full_page_writes} off, which shows
 * what is written for the crisis itself, and one with them on, right after a checkpoint. Between the first and the second it is left
 * alone for a while. Transactions that look exactly like one of that while (looks for jobs that find none) are not counted.
 */
class CrisisCostBenchmark {

    private static final Path REPORT = Path.of("target", "crisis-cost-benchmark.txt");

    /** The job executor rests for up to five seconds, PostgreSQL notes its state every 15. */
    private static final Duration QUIET = Duration.ofSeconds(Long.getLong("quiet-seconds", 60));

    /** After so long a server process has told its counts of rows. */
    private static final Duration UNTIL_ROWS_ARE_COUNTED = Duration.ofSeconds(11);

    private static final Duration START = Duration.ofMinutes(6);
    private static final int DEAREST = 15;
    private static final int WIDTH = 240;

    /** What is neither read nor written, but holds a transaction together. */
    private static final Set<String> AROUND = Set.of("begin", "commit", "rollback", "set", "savepoint", "release");

    private static final Pattern TABLE = Pattern.compile("\\b(?:from|into|update) (?:only )?\"?([a-z_][a-z0-9_.]*)");
    private static final Pattern COLUMNS = Pattern.compile("^(select (?:distinct )?).{40,}?( from )");

    /** A build as it was named on the command line. */
    private record Build(String name, Path location) {}

    /** What one crisis cost. */
    private record Cost(
            Map<String, Integer> steps,
            int requests,
            double seconds,
            List<List<String>> transactions,
            int background,
            long wal,
            double walOfBackground,
            Map<String, Integer> walByTable,
            Map<String, Rows> rows) {

        List<String> statements() {
            return transactions.stream().flatMap(List::stream).toList();
        }

        long statements(String verb) {
            return statements().stream()
                    .filter(statement -> verb(statement).equals(verb))
                    .count();
        }

        int tasks() {
            return steps.values().stream().mapToInt(Integer::intValue).sum();
        }

        double walOfCrisis() {
            return wal - walOfBackground;
        }
    }

    /** Rows of a table: there, and ever written. */
    private record Rows(long there, long inserted, long updated, long deleted) {

        static final Rows NONE = new Rows(0, 0, 0, 0);

        Rows since(Rows before) {
            return new Rows(
                    there - before.there,
                    inserted - before.inserted,
                    updated - before.updated,
                    deleted - before.deleted);
        }
    }

    private record Measured(Cost plain, Cost fullPages) {}

    @TempDir
    Path scratch;

    private final StringBuilder report = new StringBuilder();

    /** What the quiet while of the build at work showed. */
    private final Set<List<String>> background = new HashSet<>();

    private double backgroundWalPerSecond;

    @Test
    void aWholeCrisisOfEachBuild() throws IOException, InterruptedException {
        Map<Build, Measured> measured = new LinkedHashMap<>();
        for (Build build : builds()) {
            measured.put(build, measure(build));
        }
        tell(measured);
        Files.writeString(REPORT, report);
        System.out.println(report);
    }

    private static List<Build> builds() {
        String named = System.getProperty("builds", "");
        if (named.isEmpty()) {
            throw new IllegalArgumentException("-Dbuilds=before=/path/of/before.jar,after=/path/of/after.jar");
        }
        return Stream.of(named.split(","))
                .map(one -> one.split("=", 2))
                .map(pair -> new Build(pair[0], Path.of(pair[1]).toAbsolutePath()))
                .toList();
    }

    // ---- measuring

    private Measured measure(Build build) throws IOException, InterruptedException {
        Path home = Files.createDirectory(scratch.resolve(build.name()));
        Path logs = Files.createDirectory(home.resolve("postgresql"));
        GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        try (EmbeddedPostgres server = StatementLog.writtenBy(EmbeddedPostgres.builder(), logs)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("autovacuum", "off")
                        .setServerConfig("checkpoint_timeout", "1h")
                        .setServerConfig("max_wal_size", "8GB")
                        .start();
                SingleConnectionDataSource connection = observed(server)) {
            JdbcClient sql = JdbcClient.create(connection);
            StatementLog log = StatementLog.in(logs, sql);
            int port = freePort();
            Process node = start(build, home, server, port, mails.getSmtp().getPort());
            try {
                new CarriedCrisis(port, sql).carry();
                sql.sql("create extension pg_walinspect").update();
                fullPageWrites(sql, false);
                leaveAlone(sql, log);
                Cost plain = carry(port, sql, log);
                fullPageWrites(sql, true);
                Cost fullPages = carry(port, sql, log);
                return new Measured(plain, fullPages);
            } finally {
                node.destroy();
                node.waitFor();
            }
        } finally {
            mails.stop();
        }
    }

    private static SingleConnectionDataSource observed(EmbeddedPostgres server) {
        return new SingleConnectionDataSource(
                server.getJdbcUrl("postgres", "postgres") + "&ApplicationName=" + StatementLog.OBSERVER, true);
    }

    private void leaveAlone(JdbcClient sql, StatementLog log) throws IOException, InterruptedException {
        Thread.sleep(UNTIL_ROWS_ARE_COUNTED.toMillis());
        background.clear();
        log.begin();
        long wal = wal(sql);
        Thread.sleep(QUIET.toMillis());
        backgroundWalPerSecond = (wal(sql) - wal) / (double) QUIET.toSeconds();
        background.addAll(log.transactions());
    }

    private Cost carry(int port, JdbcClient sql, StatementLog log) throws IOException, InterruptedException {
        Map<String, Rows> rowsBefore = rows(sql);
        sql.sql("checkpoint").update();
        log.begin();
        long walBefore = wal(sql);
        long began = System.nanoTime();
        CarriedCrisis crisis = new CarriedCrisis(port, sql);
        crisis.carry();
        double carried = (System.nanoTime() - began) / 1e9;
        Thread.sleep(UNTIL_ROWS_ARE_COUNTED.toMillis());
        double seconds = (System.nanoTime() - began) / 1e9;
        long walAfter = wal(sql);
        List<List<String>> all = log.transactions();
        Map<String, Rows> rows = rows(sql);
        rows.replaceAll((table, now) -> now.since(rowsBefore.getOrDefault(table, Rows.NONE)));
        List<List<String>> ofTheCrisis = all.stream()
                .filter(transaction -> !background.contains(transaction))
                .toList();
        return new Cost(
                crisis.steps(),
                crisis.requests(),
                carried,
                ofTheCrisis,
                count(all) - count(ofTheCrisis),
                walAfter - walBefore,
                backgroundWalPerSecond * seconds,
                walByTable(sql, walBefore, walAfter),
                rows);
    }

    private static int count(List<List<String>> transactions) {
        return transactions.stream().mapToInt(List::size).sum();
    }

    private static void fullPageWrites(JdbcClient sql, boolean on) throws InterruptedException {
        sql.sql("alter system set full_page_writes = " + (on ? "on" : "off")).update();
        sql.sql("select pg_reload_conf()").query(Boolean.class).single();
        // the server reads its settings a moment later
        Thread.sleep(1_000);
    }

    private static long wal(JdbcClient sql) {
        return sql.sql("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint")
                .query(Long.class)
                .single();
    }

    /** Bytes of the log's records, by the table or index that they are about first. */
    private static Map<String, Integer> walByTable(JdbcClient sql, long from, long to) {
        Map<String, Integer> bytes = new TreeMap<>();
        sql.sql("""
                        select coalesce(indexed.relname, toasted.relname, relation.relname), indexed.oid is not null,
                            sum(record_length)
                        from pg_get_wal_block_info('0/0'::pg_lsn + :from::numeric, '0/0'::pg_lsn + :to::numeric, false) wal
                        join pg_class relation on relation.relfilenode = wal.relfilenode
                        left join pg_index on pg_index.indexrelid = relation.oid
                        left join pg_class indexed on indexed.oid = pg_index.indrelid
                        left join pg_class toasted on toasted.reltoastrelid = relation.oid
                        where wal.block_id = 0 group by 1, 2""").param("from", from).param("to", to).query(row -> {
            bytes.put(row.getString(1) + (row.getBoolean(2) ? ", its indexes" : ""), row.getInt(3));
        });
        return bytes;
    }

    private static Map<String, Rows> rows(JdbcClient sql) {
        Map<String, Rows> rows = new TreeMap<>();
        sql.sql("select relname, n_tup_ins, n_tup_upd, n_tup_del from pg_stat_user_tables")
                .query(row -> {
                    rows.put(row.getString(1), new Rows(0, row.getLong(2), row.getLong(3), row.getLong(4)));
                });
        rows.replaceAll((table, written) -> new Rows(
                sql.sql("select count(*) from \"" + table + "\"")
                        .query(Long.class)
                        .single(),
                written.inserted(),
                written.updated(),
                written.deleted()));
        return rows;
    }

    private static Process start(Build build, Path home, EmbeddedPostgres server, int port, int mailPort)
            throws IOException, InterruptedException {
        Path log = Path.of("target", "crisis-cost-" + build.name() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC"));
        command.addAll(
                Files.isDirectory(build.location())
                        ? List.of(
                                "-cp",
                                build.location().toString(),
                                "org.springframework.boot.loader.launch.JarLauncher")
                        : List.of("-jar", build.location().toString()));
        command.addAll(List.of(
                "--spring.profiles.active=demo",
                "--server.port=" + port,
                "--crisis-plan.home=" + home,
                "--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mailPort,
                "--crisis-plan.notify.mails-per-minute=100000",
                "--crisis-plan.signals.by-itself=false"));
        Process node = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long giveUp = System.nanoTime() + START.toNanos();
        while (!answers(port)) {
            if (!node.isAlive() || System.nanoTime() > giveUp) {
                node.destroyForcibly();
                throw new IllegalStateException(build + " does not start, see " + log);
            }
            Thread.sleep(500);
        }
        return node;
    }

    private static boolean answers(int port) {
        try {
            return new Visitor(port).asMachine("pr", "GET", "/api/crises", "").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    // ---- telling

    private void tell(Map<Build, Measured> measured) {
        List<String> names = measured.keySet().stream().map(Build::name).toList();
        measured.keySet().forEach(build -> line("%s: %s", build.name(), build.location()));
        line("");
        table("one whole crisis, from report to archive", names);
        Collection<Measured> all = measured.values();
        figures("tasks completed", all, one -> one.plain().tasks());
        figures("requests over HTTP", all, one -> one.plain().requests());
        figures("SQL statements", all, one -> one.plain().statements().size());
        figures(
                "SQL statements, the other crisis",
                all,
                one -> one.fullPages().statements().size());
        figures("transactions", all, one -> one.plain().transactions().size());
        figures("SQL statements without begin, commit ..", all, CrisisCostBenchmark::within);
        for (String verb : List.of("select", "insert", "update", "delete")) {
            figures("  " + verb, all, one -> one.plain().statements(verb));
        }
        figures("left out: background statements", all, one -> one.plain().background());
        figures("WAL bytes, full_page_writes off", all, one -> one.plain().walOfCrisis());
        figures("WAL bytes, full_page_writes on", all, one -> one.fullPages().walOfCrisis());
        figures("left out: background WAL bytes", all, one -> one.plain().walOfBackground());
        figures("rows inserted", all, one -> sum(one, Rows::inserted));
        figures("rows updated", all, one -> sum(one, Rows::updated));
        figures("rows deleted", all, one -> sum(one, Rows::deleted));
        figures("rows left", all, one -> sum(one, Rows::there));
        figures("seconds", all, one -> one.plain().seconds());
        counted(
                "WAL bytes by table, full_page_writes off",
                names,
                all.stream().map(one -> one.plain().walByTable()).toList());
        rowsOfTables(names, all);
        counted("statements by verb and table", names, all, CrisisCostBenchmark::verbAndTable);
        counted(
                "tasks by step",
                names,
                all.stream().map(one -> one.plain().steps()).toList());
        measured.forEach((build, one) -> dearest(build.name(), one.plain()));
    }

    private static long within(Measured one) {
        return one.plain().statements().stream()
                .filter(statement -> !AROUND.contains(verb(statement)))
                .count();
    }

    private static long sum(Measured one, Function<Rows, Long> of) {
        return one.plain().rows().values().stream().mapToLong(of::apply).sum();
    }

    private void rowsOfTables(List<String> names, Collection<Measured> all) {
        line("");
        line("rows by table: left (inserted/updated/deleted)");
        Set<String> tables = new TreeSet<>();
        all.forEach(one -> tables.addAll(one.plain().rows().keySet()));
        line("%-28s%s", "", names.stream().map("%24s"::formatted).collect(Collectors.joining()));
        for (String table : tables) {
            List<Rows> rows = all.stream()
                    .map(one -> one.plain().rows().getOrDefault(table, Rows.NONE))
                    .toList();
            if (rows.stream().anyMatch(one -> !one.equals(Rows.NONE))) {
                line(
                        "%-28s%s",
                        table,
                        rows.stream()
                                .map(one -> "%d (%d/%d/%d)"
                                        .formatted(one.there(), one.inserted(), one.updated(), one.deleted()))
                                .map("%24s"::formatted)
                                .collect(Collectors.joining()));
            }
        }
    }

    private void counted(
            String title, List<String> names, Collection<Measured> all, Function<String, String> groupedBy) {
        counted(
                title,
                names,
                all.stream()
                        .map(one -> counts(one.plain().statements().stream().map(groupedBy)))
                        .toList());
    }

    private void counted(String title, List<String> names, List<Map<String, Integer>> counts) {
        line("");
        table(title, names);
        Set<String> keys = new TreeSet<>();
        counts.forEach(one -> keys.addAll(one.keySet()));
        keys.stream()
                .sorted(Comparator.comparing(key -> -counts.stream()
                        .mapToInt(one -> one.getOrDefault(key, 0))
                        .max()
                        .orElse(0)))
                .forEach(key -> figures(key, counts, one -> one.getOrDefault(key, 0)));
    }

    private void dearest(String name, Cost cost) {
        line("");
        line("%s: the %d dearest statements", name, DEAREST);
        counts(cost.statements().stream().filter(statement -> !AROUND.contains(verb(statement)))).entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(DEAREST)
                .forEach(entry -> line("%6d  %s", entry.getValue(), shortened(entry.getKey())));
    }

    private static Map<String, Integer> counts(Stream<String> all) {
        return all.collect(Collectors.toMap(Function.identity(), one -> 1, Integer::sum, TreeMap::new));
    }

    private static String shortened(String statement) {
        String shown = COLUMNS.matcher(statement).replaceFirst("$1..$2");
        return shown.length() <= WIDTH ? shown : shown.substring(0, WIDTH) + " ..";
    }

    private static String verb(String statement) {
        return statement.split("[ ;(]", 2)[0];
    }

    private static String verbAndTable(String statement) {
        Matcher table = TABLE.matcher(statement);
        return verb(statement) + (table.find() ? " " + table.group(1) : "");
    }

    private void table(String title, List<String> names) {
        line(
                "%-44s%s%18s",
                title,
                names.stream().map("%14s"::formatted).collect(Collectors.joining()),
                names.size() < 2 ? "" : names.get(names.size() - 1) + "/" + names.get(0));
    }

    /** The last column is the last build against the first. */
    private <T> void figures(String title, Collection<T> all, ToDoubleFunction<T> of) {
        double[] figures = all.stream().mapToDouble(of).toArray();
        StringBuilder columns = new StringBuilder();
        for (double figure : figures) {
            columns.append("%14.0f".formatted(figure));
        }
        double ratio = figures[figures.length - 1] / figures[0];
        line("%-44s%s%18s", title, columns, Double.isFinite(ratio) ? "%.2f".formatted(ratio) : "");
    }

    private void line(String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values).stripTrailing())
                .append('\n');
    }
}
