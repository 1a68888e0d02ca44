package org.crisisplan.compensation;

import java.util.List;
import java.util.Optional;
import org.crisisplan.affected.AffectedPeople;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The people on the crisis's lists. */
@Component
class ListedBeneficiaries implements Beneficiaries {

    private final AffectedPeople people;

    ListedBeneficiaries(AffectedPeople people) {
        this.people = people;
    }

    @Override
    public long count(String crisis) {
        return people.count(crisis);
    }

    @Override
    public List<Beneficiary> next(String crisis, @Nullable String after, int limit) {
        return people.next(crisis, after, limit).stream()
                .map(person -> new Beneficiary(person.ref(), person.user()))
                .toList();
    }

    @Override
    public Optional<Beneficiary> find(String crisis, String ref) {
        return people.find(crisis, ref).map(person -> new Beneficiary(person.ref(), person.user()));
    }
}
