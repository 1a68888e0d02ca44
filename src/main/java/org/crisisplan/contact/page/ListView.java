package org.crisisplan.contact.page;

import java.time.Instant;
import java.util.List;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository.WayState;
import org.jspecify.annotations.Nullable;

/** What the page of the contact list shows. */
final class ListView {

    private ListView() {}

    /**
     * A department with those who answer for it.
     *
     * @param kept whether the visitor may change it
     * @param onDuty roles of those who are on duty now; empty if the rota names nobody
     * @param turnedTo roles of those who would be told now
     */
    record Department(
            String id, String label, boolean kept, List<String> onDuty, List<String> turnedTo, List<Entry> entries) {}

    /**
     * One entry.
     *
     * @param deputies their roles, in order
     * @param away whether they are absent now
     * @param due whether they should have confirmed it by now
     * @param asked when they were asked, if they have not answered yet
     * @param kept whether the visitor may change it
     */
    record Entry(
            Contact contact,
            List<WayLine> ways,
            List<String> deputies,
            boolean away,
            boolean due,
            @Nullable String asked,
            int rounds,
            boolean kept) {}

    /** One way, with what is known of it. */
    record WayLine(
            String kind,
            String address,
            String dialled,
            @Nullable String arrived,
            @Nullable String fault) {

        static WayLine of(WayState state, Moments moments) {
            return new WayLine(
                    state.way().kind().word(),
                    state.way().address(),
                    state.way().dialled(),
                    state.arrivedAt() == null ? null : moments.text(state.arrivedAt()),
                    state.fault());
        }
    }

    /** An absence, or a shift, as a line. */
    record TimeLine(
            String id,
            String who,
            String department,
            String from,
            String until,
            String why,
            boolean now,
            boolean kept) {}

    /** Writes a moment down. */
    interface Moments {
        String text(Instant at);
    }
}
