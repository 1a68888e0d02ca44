package org.crisisplan.affected;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The people of all lists of a crisis. */
@Component
class PeopleOnLists implements AffectedPeople {

    private static final int MOST = 1000;

    private final AffectedRepository affected;

    PeopleOnLists(AffectedRepository affected) {
        this.affected = affected;
    }

    @Override
    public int count(String crisis) {
        return affected.count(crisis);
    }

    @Override
    public List<AffectedPerson> next(String crisis, @Nullable String after, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("From 1 to " + MOST + " people are opened at a time, not " + limit);
        }
        return affected.next(crisis, after, limit).stream()
                .map(PeopleOnLists::shown)
                .toList();
    }

    @Override
    public Optional<AffectedPerson> find(String crisis, String ref) {
        return affected.find(crisis, ref).map(PeopleOnLists::shown);
    }

    @Override
    public Optional<String> masked(String crisis, String ref) {
        return affected.find(crisis, ref).map(person -> Masked.address(person.data()));
    }

    private static AffectedPerson shown(AffectedRepository.Person person) {
        return new AffectedPerson(
                person.ref(),
                person.data().user(),
                person.language(),
                person.data().values());
    }
}
