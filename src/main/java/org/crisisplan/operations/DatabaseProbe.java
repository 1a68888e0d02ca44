package org.crisisplan.operations;

import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Whether the database answers, asked through the pool that everybody uses. */
@Component
class DatabaseProbe implements DisposableBean {

    /** Whoever asks gets an answer within this time, also while the database hangs. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final SharedAnswer<Boolean> answer;

    DatabaseProbe(DataSource database) {
        this.answer = new SharedAnswer<>("database-probe", FRESH, () -> {
            try (Connection connection = database.getConnection()) {
                return connection.isValid(Math.toIntExact(PATIENCE.toSeconds()));
            }
        });
    }

    void ask() {
        answer.ask();
    }

    boolean answersWithin(Duration patience) {
        return Boolean.TRUE.equals(answer.within(patience));
    }

    @Override
    public void destroy() {
        answer.close();
    }
}
