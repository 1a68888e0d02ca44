package org.crisisplan.subscribers;

import java.util.List;
import java.util.stream.Stream;
import org.crisisplan.retention.erasure.Person;
import org.crisisplan.retention.erasure.PersonalData;
import org.springframework.stereotype.Component;

/** Subscribers, found by their address: erased as if they had asked for it themselves. */
@Component
class PersonsAmongSubscribers implements PersonalData {

    private final SubscriberRepository subscribers;

    PersonsAmongSubscribers(SubscriberRepository subscribers) {
        this.subscribers = subscribers;
    }

    @Override
    public String place() {
        return "subscribers";
    }

    @Override
    public List<Found> find(Person person) {
        return known(person).map(one -> new Found("", one.id(), null)).toList();
    }

    @Override
    public void erase(Person person, String why) {
        known(person).map(Subscriber::id).forEach(subscribers::erase);
    }

    private Stream<Subscriber> known(Person person) {
        return person.texts().stream()
                .flatMap(text -> MailAddress.of(text).stream())
                .flatMap(address -> subscribers.byAddress(address).stream());
    }
}
