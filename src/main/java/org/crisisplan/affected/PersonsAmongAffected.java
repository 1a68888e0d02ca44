package org.crisisplan.affected;

import java.util.ArrayList;
import java.util.List;
import org.crisisplan.retention.erasure.Person;
import org.crisisplan.retention.erasure.PersonalData;
import org.springframework.stereotype.Component;

/** People on lists of those affected, found by their address, phone or account. They are gone from all lists of the crisis; counts stay. */
@Component
class PersonsAmongAffected implements PersonalData {

    private final AffectedRepository affected;

    PersonsAmongAffected(AffectedRepository affected) {
        this.affected = affected;
    }

    @Override
    public String place() {
        return "affected";
    }

    @Override
    public List<Found> find(Person person) {
        List<Found> found = new ArrayList<>();
        affected.knownBy(person.texts())
                .forEach((ref, crisis) ->
                        found.add(new Found(crisis, ref, person.held().contains(crisis) ? Found.UNDER_HOLD : null)));
        return found;
    }

    @Override
    public void erase(Person person, String why) {
        affected.knownBy(person.texts()).forEach((ref, crisis) -> {
            if (!person.held().contains(crisis)) {
                affected.hold(crisis);
                affected.erase(crisis, ref);
            }
        });
    }
}
