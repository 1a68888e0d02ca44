package org.crisisplan.crisis.process;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Variables;
import org.crisisplan.form.TaskAnswered;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A fact that any form asks for is told to the crisis when the form is answered, whichever process the task belongs to. */
@Component
class FactsInForms {

    private final ObjectProvider<Crises> crises;
    private final ObjectProvider<CrisisFacts> facts;
    private final ObjectProvider<FactTable> definitions;

    FactsInForms(
            ObjectProvider<Crises> crises, ObjectProvider<CrisisFacts> facts, ObjectProvider<FactTable> definitions) {
        this.crises = crises;
        this.definitions = definitions;
        this.facts = facts;
    }

    @EventListener
    void tells(TaskAnswered answered) {
        String number = answered.businessKey();
        if (number == null || answered.known().isEmpty() || !Crises.isNumber(number)) {
            return;
        }
        Map<String, @Nullable Object> told = new HashMap<>(answered.known());
        told.keySet().removeAll(CrisisFacts.OF_THE_PRODUCT);
        try {
            facts.getObject().tell(number, answered.processDefinition(), told);
        } catch (InvalidReport invalid) {
            throw FormFaults.of(invalid, definitions.getObject().of(answered.processDefinition()));
        }
        crises.getObject().find(number).ifPresent(crisis -> classify(crisis, answered.known()));
    }

    private void classify(Crisis crisis, Map<String, @Nullable Object> told) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        kinds.addAll(crisis.kinds());
        Map.of(Variables.TECHNICAL, Kind.TECHNICAL, Variables.CONTENT, Kind.CONTENT)
                .forEach((name, kind) -> {
                    if (Boolean.TRUE.equals(told.get(name))) {
                        kinds.add(kind);
                    } else if (told.containsKey(name)) {
                        kinds.remove(kind);
                    }
                });
        crises.getObject().classify(crisis.number(), kinds);
    }
}
