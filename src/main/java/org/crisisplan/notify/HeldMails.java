package org.crisisplan.notify;

import java.util.List;
import org.springframework.stereotype.Component;

/** The mails that wait while the product does not act by itself, and their release. */
@Component
public class HeldMails {

    private static final int SUBJECTS = 5;

    private final DeliveryRepository deliveries;

    HeldMails(DeliveryRepository deliveries) {
        this.deliveries = deliveries;
    }

    /**
     * What waits for one person.
     *
     * @param subjects of the newest few
     */
    public record OfPerson(String user, int mails, List<String> subjects) {}

    public List<OfPerson> waitingByPerson() {
        return deliveries.waitingByPerson().entrySet().stream()
                .map(person -> new OfPerson(
                        person.getKey(), person.getValue(), deliveries.newestSubjects(person.getKey(), SUBJECTS)))
                .toList();
    }

    /** They go out as one mail for each person and not one by one. */
    public void hold() {
        deliveries.hold();
    }
}
