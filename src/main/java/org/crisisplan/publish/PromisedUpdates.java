package org.crisisplan.publish;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** When the public expects the next word, as a statement says it (R46): channels that show it need not read it out of the text. */
@Component
public class PromisedUpdates {

    private final StatementRepository records;

    PromisedUpdates(StatementRepository records) {
        this.records = records;
    }

    /** Nothing where the statement says no time, or ends the crisis. */
    public Optional<Instant> promisedBy(ApprovedStatement statement) {
        return statement.kind().isTheEnd() ? Optional.empty() : records.promisedBy(statement.id());
    }
}
