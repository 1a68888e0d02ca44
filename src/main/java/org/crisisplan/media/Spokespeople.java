package org.crisisplan.media;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Variables;
import org.crisisplan.decision.PinnedDecisions;
import org.crisisplan.department.Group;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.notify.TeamRoster;
import org.crisisplan.notify.TeamRoster.Reachable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who speaks for a crisis, and nobody else does (R48): the table {@code spokesperson} of the plan version that it runs on names the
 * department, and the contact list the person and their deputy.
 */
@Component
public class Spokespeople {

    private static final String TABLE = "spokesperson";

    private final PinnedDecisions tables;
    private final FactTable plan;
    private final TeamRoster roster;
    private final OfferedActs acts;

    Spokespeople(PinnedDecisions tables, FactTable plan, TeamRoster roster, OfferedActs acts) {
        this.acts = acts;
        this.tables = tables;
        this.plan = plan;
        this.roster = roster;
    }

    /**
     * Who speaks.
     *
     * @param department by the plan's table
     * @param person nobody if the contact list names nobody for the department
     * @param deputy who speaks when that person cannot; nobody if the list names none
     */
    public record Speaking(
            String department,
            @Nullable Reachable person,
            @Nullable Reachable deputy) {}

    public Speaking of(Crisis crisis) {
        // whoever reads of the crisis reads who speaks for it, whether they may try tables out or not
        String department = acts.perform(OfferedActs.READ_FOR_PAGE, () -> department(crisis))
                .orElse(Group.PUBLIC_RELATIONS.id());
        List<Reachable> known = roster.answering(department);
        return new Speaking(department, known.isEmpty() ? null : known.get(0), known.size() < 2 ? null : known.get(1));
    }

    /** A plan from before there was the table leaves it to public relations. */
    private Optional<String> department(Crisis crisis) {
        String process = plan.processOf(crisis.planVersion());
        if (!tables.has(TABLE, process)) {
            return Optional.empty();
        }
        Map<String, Object> facts = new HashMap<>();
        facts.put(Variables.LEVEL, crisis.level());
        facts.put(Variables.TECHNICAL, crisis.kinds().contains(Kind.TECHNICAL));
        facts.put(Variables.CONTENT, crisis.kinds().contains(Kind.CONTENT));
        return tables.evaluate(TABLE, process, facts).getResultList().stream()
                .map(row -> row.get("group"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst();
    }
}
