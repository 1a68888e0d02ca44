package org.crisisplan.signals.source;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How each source is: when it was last heard, and what went wrong last. */
@Repository
public class SourceRepository {

    private static final Logger LOG = LoggerFactory.getLogger(SourceRepository.class);
    private static final int LONGEST_REASON = 500;
    private static final Duration OFTEN_ENOUGH = Duration.ofSeconds(1);

    private final JdbcClient sql;
    private final Clock clock;
    private final Map<String, String> faults = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> heardAt = new ConcurrentHashMap<>();

    public SourceRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * The health of one source.
     *
     * @param lastHeard when it last spoke
     * @param lastFault what went wrong last, and when; older than lastHeard when it has recovered
     * @param silentSince since when it is silent for longer than it should be
     */
    public record Health(
            String name,
            Instant knownSince,
            @Nullable Instant lastHeard,
            @Nullable String lastFault,
            @Nullable Instant lastFaultAt,
            @Nullable Instant silentSince) {

        public boolean isFaulty() {
            return lastFaultAt != null && (lastHeard == null || lastFaultAt.isAfter(lastHeard));
        }
    }

    /** It spoke, even if it said nothing new. */
    public void heard(String source) {
        ensure(source);
        sql.sql("update signal_source set last_heard = ?, silent_since = null where name = ?")
                .params(utc(clock.instant()), source)
                .update();
    }

    /** The same for those whose signals are being written, in that transaction; every second is often enough. */
    public void heardNow(Set<String> sources, Instant now) {
        for (String source : sources) {
            Instant before = heardAt.get(source);
            if (before == null || Duration.between(before, now).abs().compareTo(OFTEN_ENOUGH) >= 0) {
                heardAt.put(source, now);
                heard(source);
            }
        }
    }

    /** @param reason one sentence for whoever looks after the source; without secrets, for it is shown and logged */
    public void failed(String source, String reason) {
        String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        String shortened = line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON - 1) + "…" : line;
        // a fault that lasts is logged once; that it lasts stands on the page of the sources
        if (!shortened.equals(faults.put(source, shortened))) {
            LOG.warn("The source '{}' could not be asked or understood: {}", source, shortened);
        }
        ensure(source);
        sql.sql("update signal_source set last_fault = ?, last_fault_at = ? where name = ?")
                .params(shortened, utc(clock.instant()), source)
                .update();
    }

    void silent(String source, Instant since) {
        sql.sql("update signal_source set silent_since = ? where name = ?")
                .params(utc(since), source)
                .update();
    }

    public List<Health> all() {
        return sql.sql("select * from signal_source order by name")
                .query(SourceRepository::health)
                .list();
    }

    /** Makes sure that the source has its row. */
    public void ensure(String source) {
        if (known.contains(source)) {
            return;
        }
        boolean there = sql.sql("select count(*) from signal_source where name = ?")
                        .param(source)
                        .query(Long.class)
                        .single()
                > 0;
        if (!there) {
            insert(source);
        }
        known.add(source);
    }

    private void insert(String source) {
        try {
            sql.sql("insert into signal_source (name, known_since) values (?, ?)")
                    .params(source, utc(clock.instant()))
                    .update();
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            // the row is there, which is all that is wanted
        }
    }

    private static Health health(ResultSet row, int i) throws SQLException {
        return new Health(
                row.getString("name"),
                Objects.requireNonNull(at(row, "known_since")),
                at(row, "last_heard"),
                row.getString("last_fault"),
                at(row, "last_fault_at"),
                at(row, "silent_since"));
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
