package org.crisisplan.crisis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every statement that PostgreSQL executed, by transaction, read from its own log. The observer's statements are left out. */
final class StatementLog {

    /** The name of the observer's connections. */
    static final String OBSERVER = "benchmark";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "statements";
    private static final long GIVE_UP_AFTER_MILLIS = 30_000;
    private static final Pattern EXECUTED = Pattern.compile("^(?:execute [^:]+|statement): ");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+");
    private static final Pattern LIST = Pattern.compile("\\( ?\\?(?: ?, ?\\?)+ ?\\)");
    private static final Pattern ROWS = Pattern.compile("(\\([^()]*\\))(?: ?, ?\\1)+");

    private final Path file;
    private final JdbcClient observer;
    private int marks;
    private long end;

    private StatementLog(Path file, JdbcClient observer) {
        this.file = file;
        this.observer = observer;
    }

    /** A server that will write such a log into the directory. */
    static EmbeddedPostgres.Builder writtenBy(EmbeddedPostgres.Builder server, Path directory) {
        return server.setServerConfig("logging_collector", "on")
                .setServerConfig("log_destination", "jsonlog")
                .setServerConfig("log_directory", directory.toString())
                .setServerConfig("log_filename", FILE + ".log")
                .setServerConfig("log_rotation_age", "0")
                .setServerConfig("log_rotation_size", "0")
                .setServerConfig("log_statement", "all")
                .setServerConfig("log_parameter_max_length", "0");
    }

    /** @param observer a single connection named {@link #OBSERVER} */
    static StatementLog in(Path directory, JdbcClient observer) {
        observer.sql("set log_statement = 'none'").update();
        return new StatementLog(directory.resolve(FILE + ".json"), observer);
    }

    /** Forgets what was executed until now. */
    void begin() throws IOException, InterruptedException {
        transactions();
    }

    /** What was executed since it was asked last, each transaction as the list of its statements. */
    List<List<String>> transactions() throws IOException, InterruptedException {
        List<List<String>> transactions = new ArrayList<>();
        Map<Integer, List<String>> open = new LinkedHashMap<>();
        for (String line : linesUntilNow()) {
            JsonNode entry = JSON.readTree(line);
            String message = entry.path("message").asText();
            if (!OBSERVER.equals(entry.path("application_name").asText())
                    && EXECUTED.matcher(message).find()) {
                read(shape(message), entry.path("pid").asInt(), open, transactions);
            }
        }
        transactions.addAll(open.values());
        return transactions;
    }

    private static void read(
            String statement, int connection, Map<Integer, List<String>> open, List<List<String>> transactions) {
        if (statement.startsWith("begin")) {
            open.put(connection, new ArrayList<>(List.of(statement)));
        } else if (!open.containsKey(connection)) {
            transactions.add(List.of(statement));
        } else {
            open.get(connection).add(statement);
            if (statement.equals("commit") || statement.equals("rollback")) {
                transactions.add(open.remove(connection));
            }
        }
    }

    /** The statement without its values: lists of values of any length and inserts of any number of rows are the same. */
    private static String shape(String message) {
        String statement = EXECUTED.matcher(message).replaceFirst("");
        statement = BLANKS.matcher(statement.strip()).replaceAll(" ").toLowerCase(java.util.Locale.ROOT);
        statement = PARAMETER.matcher(statement).replaceAll("?");
        if (!statement.startsWith("insert")) {
            return LIST.matcher(statement).replaceAll("(?, ..)");
        }
        return ROWS.matcher(statement).replaceAll("$1, ..");
    }

    /** The server writes its log in the order of execution, so all is there once a statement of our own is. */
    private List<String> linesUntilNow() throws IOException, InterruptedException {
        String mark = "mark " + ++marks + " of the observer";
        observer.sql("set log_statement = 'all'").update();
        observer.sql("select '" + mark + "'").query(String.class).single();
        observer.sql("set log_statement = 'none'").update();
        long giveUp = System.currentTimeMillis() + GIVE_UP_AFTER_MILLIS;
        while (System.currentTimeMillis() < giveUp) {
            String text = readFrom(end);
            int found = text.indexOf(mark);
            int lineEnd = text.indexOf('\n', found);
            if (found >= 0 && lineEnd >= 0) {
                String read = text.substring(0, lineEnd + 1);
                end += read.getBytes(StandardCharsets.UTF_8).length;
                return Stream.of(read.split("\n")).toList();
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("PostgreSQL does not write its log to " + file);
    }

    private String readFrom(long position) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(log.length() - position)];
            log.seek(position);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
