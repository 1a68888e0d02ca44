package org.crisisplan.contact.check;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.contact.Contact;
import org.crisisplan.decision.LatestDecisions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The table {@code contactChecks} of the newest plan. A department without a row is never asked. */
@Component
public class CadenceTable {

    static final String TABLE = "contactChecks";

    private static final Logger LOG = LoggerFactory.getLogger(CadenceTable.class);

    private final LatestDecisions tables;
    private final Clock clock;

    CadenceTable(LatestDecisions tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    public Optional<Cadence> of(String department) {
        try {
            return tables.find(TABLE)
                    .flatMap(table -> tables.ask(table, asked(department)).stream()
                            .findFirst()
                            .map(Cadence::of));
        } catch (RuntimeException wrong) {
            LOG.error("The table '{}' of the plan cannot be asked; nobody is asked to confirm.", TABLE, wrong);
            return Optional.empty();
        }
    }

    static Map<String, Object> asked(String department) {
        Map<String, Object> asked = new HashMap<>();
        asked.put("department", department);
        return asked;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    /** To be asked now. */
    public boolean isDue(Contact contact) {
        return of(contact.department())
                .map(cadence -> !today().isBefore(cadence.dueAfter(contact.confirmedOn())))
                .orElse(false);
    }

    /** Was asked, or should have been, and has not answered in time. */
    public boolean isOverdue(Contact contact) {
        return of(contact.department())
                .map(cadence -> today().isAfter(cadence.overdueAfter(contact.confirmedOn())))
                .orElse(false);
    }
}
