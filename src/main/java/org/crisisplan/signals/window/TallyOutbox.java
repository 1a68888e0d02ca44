package org.crisisplan.signals.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.crisisplan.signals.Dialect;
import org.crisisplan.signals.window.Tally.Contents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What came in and is not counted yet. It is written with the signals and counted a moment later, much of it at once: so those who
 * write do not wait for each other at a popular subject's counts, and a crash forgets nothing.
 */
@Component
public class TallyOutbox {

    /** What another node takes at the same moment is left to it. */
    private static final String TAKE = """
            delete from signal_outbox
            where ctid = any(array(
                select ctid from signal_outbox where fault is null order by seq limit ? for update skip locked))
            returning seq, received, counts""";

    private static final Logger LOG = LoggerFactory.getLogger(TallyOutbox.class);
    private static final int LONGEST_FAULT = 500;

    private final JdbcTemplate jdbc;
    private final Dialect dialect;
    private final ObjectMapper json;

    TallyOutbox(JdbcTemplate jdbc, Dialect dialect, ObjectMapper json) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.json = json;
    }

    /** What was committed together. */
    record Entry(long seq, Instant received, Contents contents) {}

    public void add(Tally tally, Instant received) {
        if (tally.isEmpty()) {
            return;
        }
        jdbc.update(
                "insert into signal_outbox (received, counts) values (?, ?)",
                received.atOffset(ZoneOffset.UTC),
                written(tally.contents()));
    }

    /** Takes away the oldest ones, in the transaction that counts them. */
    List<Entry> take(int most) {
        if (dialect.isPostgres()) {
            return jdbc.query(TAKE, this::entry, most);
        }
        List<Entry> entries =
                jdbc.query("select * from signal_outbox where fault is null order by seq limit ?", this::entry, most);
        jdbc.batchUpdate(
                "delete from signal_outbox where seq = ?",
                entries.stream().map(one -> new Object[] {one.seq()}).toList());
        return entries;
    }

    /** The oldest one cannot be counted: it is kept, with the reason, and the others get their turn. */
    void setOldestAside(String fault) {
        int aside = jdbc.update(
                "update signal_outbox set fault = ? where seq = (select min(seq) from signal_outbox where fault is null)",
                fault.length() > LONGEST_FAULT ? fault.substring(0, LONGEST_FAULT) : fault);
        if (aside > 0) {
            LOG.error("What came in cannot be counted; it is kept in signal_outbox with its fault: {}", fault);
        }
    }

    private Entry entry(ResultSet row, int i) throws SQLException {
        return new Entry(
                row.getLong("seq"),
                row.getObject("received", OffsetDateTime.class).toInstant(),
                read(row.getString("counts")));
    }

    private String written(Contents counts) {
        try {
            return json.writeValueAsString(counts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Contents read(String counts) {
        try {
            return json.readValue(counts, Contents.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("What came in cannot be counted: " + counts, broken);
        }
    }
}
