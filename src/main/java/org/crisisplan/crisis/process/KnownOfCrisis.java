package org.crisisplan.crisis.process;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.KnownToSteps;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.KnownValues;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The crisis answers what diagrams, tables and forms of its processes ask by name. */
@Component
class KnownOfCrisis implements KnownValues {

    private static final Set<String> REPORT =
            Set.of(Variables.TITLE, Variables.DESCRIPTION, Variables.TECHNICAL, Variables.CONTENT, Variables.BEGAN_AT);

    // looked up when first asked: they need the engine that is being built with this
    private final ObjectProvider<CrisisFacts> facts;
    private final ObjectProvider<FactTable> table;
    private final ObjectProvider<KnownToSteps> beside;

    KnownOfCrisis(
            ObjectProvider<CrisisFacts> facts, ObjectProvider<FactTable> table, ObjectProvider<KnownToSteps> beside) {
        this.facts = facts;
        this.table = table;
        this.beside = beside;
    }

    @Override
    public Map<String, @Nullable Object> of(String processDefinitionId, @Nullable String businessKey) {
        Map<String, @Nullable Object> known = new HashMap<>();
        if (businessKey != null && Crises.isNumber(businessKey)) {
            known.putAll(facts.getObject().context(businessKey));
        }
        String process = processDefinitionId.split(":", 2)[0];
        beside.orderedStream().forEach(one -> known.putAll(one.of(process, businessKey)));
        return known;
    }

    @Override
    public Set<String> names(String processDefinitionId, @Nullable String businessKey) {
        if (businessKey == null || !Crises.isNumber(businessKey)) {
            return Set.of();
        }
        Set<String> names = new HashSet<>(CrisisFacts.OF_THE_PRODUCT);
        names.addAll(table.getObject().of(processDefinitionId).names());
        return names;
    }

    @Override
    public Set<String> takenAtStart(String processDefinitionId) {
        if (!processDefinitionId.startsWith(CrisisResponse.KEY + ":")) {
            return Set.of();
        }
        Set<String> names = new HashSet<>(REPORT);
        names.addAll(table.getObject().of(processDefinitionId).names());
        return names;
    }
}
