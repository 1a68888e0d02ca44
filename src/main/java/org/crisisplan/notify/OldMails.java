package org.crisisplan.notify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
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

    private static final int AT_ONCE = 500;

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
        Map<String, String> mails = new HashMap<>();
        Map<String, Long> removed = new TreeMap<>();
        sql.sql("""
                        select d.id, c.number from delivery d left join crisis c on c.number = d.number
                        where d.state in ('sent', 'failed', 'digested') and (d.body <> '' or d.recipient <> '')
                            and d.number not in (:held) and d.created < :before
                            and (c.number is null or c.closed_at < :before)
                        order by d.created fetch first :most rows only""")
                .param("held", held.isEmpty() ? Set.of("-") : held)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", AT_ONCE)
                .query(row -> {
                    String crisis = row.getString("number");
                    mails.put(row.getString("id"), crisis == null ? "" : crisis);
                });
        if (!mails.isEmpty()) {
            sql.sql("update delivery set recipient = '', subject = '', body = '', calendar = null,"
                            + " last_error = substring(last_error from 1 for 3)"
                            + " where id in (:ids)")
                    .param("ids", List.copyOf(mails.keySet()))
                    .update();
            mails.values().forEach(crisis -> removed.merge(crisis, 1L, Long::sum));
        }
        return new Removed(removed);
    }
}
