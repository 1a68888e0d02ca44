package org.crisisplan.notify;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.retention.KeptData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Mails and chat messages, from the end of their crisis; those of no crisis from when they were written. Whom they were for, of what kind
 * they were and what the server answered stays; the address, the subject and the text go.
 */
@Component
class OldMails implements KeptData {

    private static final int CRISES_AT_ONCE = 20;

    /** Sent or given up, with something left in it, and older than its time. */
    private static final String OLD = """
            d.state in ('sent', 'failed', 'digested') and (d.body <> '' or d.recipient <> '') and d.created < :before
            and d.number not in (:held)
            and not exists (select 1 from crisis c where c.number = d.number and (c.closed_at is null or c.closed_at >= :before))""";

    private final JdbcClient sql;

    OldMails(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String name() {
        return "mails";
    }

    @Override
    public Removed removeSome(Instant before, Set<String> held) {
        OffsetDateTime time = before.atOffset(ZoneOffset.UTC);
        Set<String> kept = held.isEmpty() ? Set.of("-") : held;
        // a crisis as a whole, so that its record says it once
        List<String> numbers = sql.sql("select distinct d.number from delivery d where " + OLD
                        + " order by d.number fetch first :most rows only")
                .param("before", time)
                .param("held", kept)
                .param("most", CRISES_AT_ONCE)
                .query(String.class)
                .list();
        Map<String, Long> removed = new TreeMap<>();
        for (String number : numbers) {
            long entries = sql.sql("update delivery d set recipient = '', subject = '', body = '', calendar = null,"
                            + " last_error = substring(last_error from 1 for 3) where d.number = :number and " + OLD)
                    .param("number", number)
                    .param("before", time)
                    .param("held", kept)
                    .update();
            removed.merge(isCrisis(number) ? number : "", entries, Long::sum);
        }
        return new Removed(removed);
    }

    private boolean isCrisis(String number) {
        return sql.sql("select count(*) from crisis where number = ?")
                        .param(number)
                        .query(Integer.class)
                        .single()
                == 1;
    }
}
