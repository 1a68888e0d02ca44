package org.crisisplan.signals.intake;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.signals.Dialect;
import org.crisisplan.signals.Signal;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The signals and deliveries as they are kept. The texts of the public stand here and nowhere else. */
@Repository
class SignalRepository {

    private static final String COLUMNS =
            "source, id, kind, subject, metric, metric_value, text, link, author, platform, "
                    + "sentiment, severity, resolved, occurred, digest, received";

    private static final String MANY =
            "insert into signal (" + COLUMNS + ") select fresh.*, ?::timestamptz from unnest("
                    + "?::varchar[], ?::varchar[], ?::varchar[], ?::varchar[], ?::varchar[], ?::float8[], ?::varchar[], ?::varchar[], "
                    + "?::varchar[], ?::varchar[], ?::varchar[], ?::varchar[], ?::boolean[], ?::timestamptz[], ?::int8[]) "
                    + "as fresh on conflict do nothing returning source, id";

    private static final String ONE = "insert into signal (" + COLUMNS + ") select ?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,? "
            + "where not exists (select 1 from signal where source = ? and id = ?)";

    private final JdbcTemplate jdbc;
    private final Dialect dialect;

    SignalRepository(JdbcTemplate jdbc, Dialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    /** What tells one signal from all others. */
    record Key(String source, String id) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : id.compareTo(other.id);
        }

        static Key of(ParsedSignal said) {
            return new Key(said.signal().source(), said.signal().id());
        }
    }

    /** @return for each whether it was new; the second of two equal ones is not */
    boolean[] add(List<ParsedSignal> said, Instant received) {
        if (said.isEmpty()) {
            return new boolean[0];
        }
        return dialect.isPostgres() ? addMany(said, received) : addEach(said, received);
    }

    private boolean[] addMany(List<ParsedSignal> given, Instant received) {
        // in one order on all nodes: two that say the same wait for each other and never in a circle
        List<ParsedSignal> said =
                given.stream().sorted(Comparator.comparing(Key::of)).toList();
        Set<Key> added = new HashSet<>(jdbc.query(
                MANY,
                (row, i) -> new Key(row.getString(1), row.getString(2)),
                received.toString(),
                dialect.words(said, s -> s.signal().source()),
                dialect.words(said, s -> s.signal().id()),
                dialect.words(said, s -> Signal.word(s.signal().kind())),
                dialect.words(said, s -> s.signal().subject()),
                dialect.words(said, s -> s.signal().metric()),
                dialect.figures(said, s -> s.signal().value()),
                dialect.words(said, s -> s.signal().text()),
                dialect.words(said, s -> s.signal().link()),
                dialect.words(said, s -> s.signal().author()),
                dialect.words(said, s -> s.signal().platform()),
                dialect.words(said, s -> Signal.word(s.signal().sentiment())),
                dialect.words(said, s -> Signal.word(s.signal().severity())),
                dialect.flags(said, s -> s.signal().resolved()),
                dialect.words(said, s -> s.signal().occurred().toString()),
                dialect.numbers(said, ParsedSignal::digest)));
        boolean[] fresh = new boolean[given.size()];
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = added.remove(Key.of(given.get(i)));
        }
        return fresh;
    }

    private boolean[] addEach(List<ParsedSignal> said, Instant received) {
        int[] added = jdbc.batchUpdate(ONE, new BatchPreparedStatementSetter() {
            @Override
            public void setValues(PreparedStatement row, int i) throws SQLException {
                Signal signal = said.get(i).signal();
                row.setString(1, signal.source());
                row.setString(2, signal.id());
                row.setString(3, Signal.word(signal.kind()));
                row.setString(4, signal.subject());
                row.setString(5, signal.metric());
                row.setObject(6, signal.value(), Types.DOUBLE);
                row.setString(7, signal.text());
                row.setString(8, signal.link());
                row.setString(9, signal.author());
                row.setString(10, signal.platform());
                row.setString(11, Signal.word(signal.sentiment()));
                row.setString(12, Signal.word(signal.severity()));
                row.setBoolean(13, signal.resolved());
                row.setObject(14, signal.occurred().atOffset(ZoneOffset.UTC));
                row.setLong(15, said.get(i).digest());
                row.setObject(16, received.atOffset(ZoneOffset.UTC));
                row.setString(17, signal.source());
                row.setString(18, signal.id());
            }

            @Override
            public int getBatchSize() {
                return said.size();
            }
        });
        boolean[] fresh = new boolean[added.length];
        for (int i = 0; i < added.length; i++) {
            fresh[i] = added[i] == 1;
        }
        return fresh;
    }

    /** @return the digests of those that are known */
    Map<Key, Long> digests(List<ParsedSignal> said) {
        Map<Key, Long> digests = new HashMap<>();
        for (ParsedSignal one : said) {
            jdbc.query(
                    "select digest from signal where source = ? and id = ?",
                    row -> {
                        digests.put(Key.of(one), row.getLong(1));
                    },
                    one.signal().source(),
                    one.signal().id());
        }
        return digests;
    }

    /** @return the hash it came with before, or nothing when it is new and has now been kept */
    Optional<String> deliver(String source, String id, String bodyHash, Instant received) {
        String insert = dialect.isPostgres()
                ? "insert into signal_delivery (source, delivery_id, body_hash, received) values (?, ?, ?, ?) "
                        + "on conflict do nothing"
                : "insert into signal_delivery (source, delivery_id, body_hash, received) select ?, ?, ?, ? "
                        + "where not exists (select 1 from signal_delivery where source = ? and delivery_id = ?)";
        List<Object> values = new ArrayList<>(List.of(source, id, bodyHash, received.atOffset(ZoneOffset.UTC)));
        if (!dialect.isPostgres()) {
            values.add(source);
            values.add(id);
        }
        if (jdbc.update(insert, values.toArray()) == 1) {
            return Optional.empty();
        }
        return Optional.ofNullable(jdbc.queryForObject(
                "select body_hash from signal_delivery where source = ? and delivery_id = ?",
                String.class,
                source,
                id));
    }
}
