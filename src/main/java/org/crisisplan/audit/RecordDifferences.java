package org.crisisplan.audit;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.crisisplan.audit.Difference.Kind;
import org.crisisplan.notify.TellAuditors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What the checks of all records found, and when; auditors are mailed of each once, whichever node finds it. */
@Component
public class RecordDifferences {

    private static final Logger LOG = LoggerFactory.getLogger(RecordDifferences.class);

    private final JdbcClient database;
    private final TellAuditors auditors;
    private final Clock clock;
    private final TransactionTemplate transaction;

    RecordDifferences(JdbcClient database, TellAuditors auditors, Clock clock, TransactionTemplate transaction) {
        this.database = database;
        this.auditors = auditors;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** What is not as it was written about a crisis, each as a sentence; empty if nothing is known to be. */
    public List<String> of(String number, Locale language) {
        return open().stream()
                .filter(difference -> difference.number().equals(number))
                .map(difference -> difference.text(language))
                .toList();
    }

    /** In the order of the crises. */
    List<Difference> open() {
        return database.sql("select * from record_difference where settled_at is null order by number, kind, detail")
                .query((row, i) -> new Difference(
                        row.getString("number"), Kind.of(row.getString("kind")), row.getString("detail")))
                .list();
    }

    /** Keeps what a check of all records found, in place of what the one before found; whoever must know of new ones is mailed. */
    void found(Collection<Difference> differences) {
        try {
            transaction.executeWithoutResult(begun -> keep(new LinkedHashSet<>(differences)));
        } catch (DuplicateKeyException otherNode) {
            LOG.info("Another node keeps what was found at this moment.");
        }
    }

    private void keep(Set<Difference> found) {
        Set<Difference> known = new HashSet<>(open());
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        known.stream()
                .filter(difference -> !found.contains(difference))
                .forEach(gone -> database.sql(
                                "update record_difference set settled_at = ? where number = ? and kind = ? and detail = ?")
                        .params(now, gone.number(), gone.kind().word(), gone.detail())
                        .update());
        List<String> told = new ArrayList<>();
        for (Difference difference : found) {
            if (!known.contains(difference)) {
                add(difference, now);
                LOG.error("{}", difference.line());
                told.add(difference.line());
            }
        }
        if (!told.isEmpty() && auditors.ofDifferences(told) == 0) {
            LOG.error("Nobody was mailed of {} differences: the contact list names no auditor. Add one.", told.size());
        }
    }

    private void add(Difference difference, OffsetDateTime now) {
        int again = database.sql("update record_difference set found_at = ?, settled_at = null"
                        + " where number = ? and kind = ? and detail = ? and settled_at is not null")
                .params(now, difference.number(), difference.kind().word(), difference.detail())
                .update();
        if (again == 0) {
            database.sql("insert into record_difference (number, kind, detail, found_at) values (?, ?, ?, ?)")
                    .params(difference.number(), difference.kind().word(), difference.detail(), now)
                    .update();
        }
    }
}
