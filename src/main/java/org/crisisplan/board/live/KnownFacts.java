package org.crisisplan.board.live;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.crisis.FactTable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is known of a crisis, in the order of the plan's table of facts. */
@Component
class KnownFacts {

    private final Crises crises;
    private final FactTable table;

    KnownFacts(Crises crises, FactTable table) {
        this.crises = crises;
        this.table = table;
    }

    /**
     * A fact that somebody told.
     *
     * @param value null if they said that it is not known
     */
    record KnownFact(FactDefinition definition, @Nullable Object value) {}

    FactDefinitions definitions(Crisis crisis) {
        return table.of(table.processOf(crisis.planVersion()));
    }

    List<KnownFact> of(Crisis crisis) {
        Map<String, Crisis.Fact> told = crises.factsOf(crisis.number());
        return definitions(crisis).all().stream()
                .flatMap(fact ->
                        Stream.ofNullable(told.get(fact.name())).map(known -> new KnownFact(fact, known.value())))
                .toList();
    }
}
