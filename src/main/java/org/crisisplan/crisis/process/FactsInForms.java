package org.crisisplan.crisis.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Facts;
import org.crisisplan.form.TaskAnswered;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A fact that any form asks for is told to the crisis when the form is answered, whichever process the task belongs to. */
@Component
class FactsInForms {

    private final ObjectProvider<Crises> crises;

    FactsInForms(ObjectProvider<Crises> crises) {
        this.crises = crises;
    }

    @EventListener
    void tells(TaskAnswered answered) {
        Map<String, Object> facts = new HashMap<>();
        Facts.all().stream()
                .map(Facts.Fact::name)
                .filter(name -> answered.chosen().get(name) != null)
                .forEach(name -> facts.put(name, answered.chosen().get(name)));
        String number = answered.businessKey();
        // what no fact can be is refused where the facts are graded
        Map<String, Object> checked = Facts.check(facts, new ArrayList<>());
        if (number != null
                && !checked.isEmpty()
                && crises.getObject().find(number).isPresent()) {
            crises.getObject().tell(number, checked);
        }
    }
}
