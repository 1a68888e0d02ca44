package org.crisisplan.notify;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Role;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.crisisplan.contact.Contact;
import org.crisisplan.crisis.Crisis;
import org.springframework.stereotype.Component;

/** Writes the review (R58) as a calendar invitation. Its identifier belongs to the crisis: a second one replaces the first. */
@Component
class ReviewInvitation {

    private final NotifySettings settings;
    private final Links links;
    private final Clock clock;

    ReviewInvitation(NotifySettings settings, Links links, Clock clock) {
        this.settings = settings;
        this.links = links;
        this.clock = clock;
    }

    String write(AboutCrisis crisis, ReviewMeeting meeting, Collection<Contact> people) {
        Instant now = clock.instant();
        VEvent event = new VEvent(
                meeting.begin(),
                meeting.end(),
                (Crisis.isDrill(crisis.number()) ? Crisis.DRILL_MARK + " " : "")
                        + "[%s] Review 复盘会议".formatted(crisis.number()));
        event.removeAll("DTSTAMP");
        event.add(new DtStamp(now))
                .add(new Uid("review-%s@%s".formatted(crisis.number(), settings.domain())))
                .add(new Description(crisis.title() + "\n" + links.to("/crises/" + crisis.number())))
                .add(new Organizer(URI.create("mailto:" + settings.sender().getAddress())));
        Set<String> addresses = new LinkedHashSet<>();
        people.forEach(person -> addresses.add(person.mail()));
        addresses.forEach(address -> event.add(attendee(address)));
        Calendar calendar = new Calendar();
        calendar.add(new ProdId("-//crisis-plan//review//EN"))
                .add(ImmutableVersion.VERSION_2_0)
                .add(ImmutableCalScale.GREGORIAN)
                .add(ImmutableMethod.REQUEST);
        calendar.add(event);
        return calendar.toString();
    }

    private static Attendee attendee(String address) {
        Attendee attendee = new Attendee(URI.create("mailto:" + address));
        attendee.add(Role.REQ_PARTICIPANT).add(PartStat.NEEDS_ACTION).add(Rsvp.TRUE);
        return attendee;
    }
}
