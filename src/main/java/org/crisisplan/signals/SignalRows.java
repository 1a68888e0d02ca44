package org.crisisplan.signals;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The signals as they are kept. The texts of the public stand here and nowhere else. */
@Repository
class SignalRows {

    private static final String COLUMNS = "source, id, kind, subject, metric, figure, said, link, author, platform, "
            + "sentiment, severity, resolved, occurred, received";

    private final JdbcTemplate jdbc;
    private final String insert;

    SignalRows(JdbcTemplate jdbc, DataSource database) throws MetaDataAccessException {
        this.jdbc = jdbc;
        String product = JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName);
        // two nodes may say the same at the same moment; an embedded database has one node
        this.insert = product.equals("PostgreSQL")
                ? "insert into signal (" + COLUMNS + ") values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) on conflict do nothing"
                : "insert into signal (" + COLUMNS + ") select ?,?,?,?,?,?,?,?,?,?,?,?,?,?,? "
                        + "where not exists (select 1 from signal where source = ? and id = ?)";
    }

    /** @return those that were not known yet */
    @Transactional
    public List<Signal> add(List<Signal> signals, Instant received) {
        boolean asksItself = insert.contains("not exists");
        int[] added = jdbc.batchUpdate(insert, new BatchPreparedStatementSetter() {
            @Override
            public void setValues(java.sql.PreparedStatement row, int i) throws SQLException {
                Signal signal = signals.get(i);
                row.setString(1, signal.source());
                row.setString(2, signal.id());
                row.setString(3, word(signal.kind()));
                row.setString(4, signal.subject());
                row.setString(5, signal.metric());
                row.setObject(6, signal.value(), Types.DOUBLE);
                row.setString(7, signal.text());
                row.setString(8, signal.link());
                row.setString(9, signal.author());
                row.setString(10, signal.platform());
                row.setString(11, word(signal.sentiment()));
                row.setString(12, word(signal.severity()));
                row.setBoolean(13, signal.resolved());
                row.setObject(14, signal.occurred().atOffset(ZoneOffset.UTC));
                row.setObject(15, received.atOffset(ZoneOffset.UTC));
                if (asksItself) {
                    row.setString(16, signal.source());
                    row.setString(17, signal.id());
                }
            }

            @Override
            public int getBatchSize() {
                return signals.size();
            }
        });
        List<Signal> fresh = new ArrayList<>();
        for (int i = 0; i < added.length; i++) {
            if (added[i] == 1 || added[i] == Statement.SUCCESS_NO_INFO) {
                fresh.add(signals.get(i));
            }
        }
        return fresh;
    }

    static @Nullable String word(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }
}
