package org.crisisplan.retention.erasure;

import java.util.List;
import java.util.stream.Collectors;
import org.crisisplan.crisis.WordsOfPerson;
import org.crisisplan.crisis.WordsOfPerson.Worded;
import org.springframework.stereotype.Component;

/** The words in the records of the crises, and with them what stands of the same words in other tables. */
@Component
class RecordData implements PersonalData {

    private final WordsOfPerson words;

    RecordData(WordsOfPerson words) {
        this.words = words;
    }

    @Override
    public String place() {
        return "record";
    }

    @Override
    public List<Found> find(Person person) {
        return words.find(person.patterns(), person.user()).stream()
                .map(act -> new Found(
                        act.number(),
                        "#" + act.seq() + " " + TextColumns.excerpt(act.words(), person),
                        person.held().contains(act.number()) ? Found.UNDER_HOLD : null))
                .toList();
    }

    @Override
    public void erase(Person person, String why) {
        words.find(person.patterns(), person.user()).stream()
                .filter(act -> !person.held().contains(act.number()))
                .collect(Collectors.groupingBy(Worded::number, Collectors.mapping(Worded::seq, Collectors.toSet())))
                .forEach((number, acts) -> words.erase(number, acts, why));
    }
}
