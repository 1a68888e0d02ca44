package org.crisisplan.signals.source;

import java.util.Optional;
import org.crisisplan.signals.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The place where a polled source goes on: a cursor, an ETag, an offset. Keep it only after {@link Signals#accept} has returned, so
 * that a crash in between repeats instead of leaving a gap; repetition is harmless.
 */
@Component
public class SourceState {

    private final JdbcClient sql;
    private final SourceRepository sources;

    public SourceState(JdbcClient sql, SourceRepository sources) {
        this.sql = sql;
        this.sources = sources;
    }

    public Optional<String> of(String source) {
        return sql.sql("select place from signal_source where name = ? and place is not null")
                .param(source)
                .query(String.class)
                .optional();
    }

    public void keep(String source, String state) {
        sources.ensure(source);
        sql.sql("update signal_source set place = ? where name = ?")
                .params(state, source)
                .update();
    }
}
