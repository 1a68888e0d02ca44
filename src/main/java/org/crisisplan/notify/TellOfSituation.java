package org.crisisplan.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.OnCall;
import org.springframework.stereotype.Component;

/** Mails about how things stand and who leads (R24, R43), in the transaction of the caller. */
@Component
public class TellOfSituation {

    /** In the table of readers: whoever is in the emergency team. */
    private static final String TEAM = "team";

    private final CrisisOfStep crisisOfStep;
    private final ContactRepository contacts;
    private final OnCall onCall;
    private final TeamRepository team;
    private final Outbox outbox;
    private final Links links;

    TellOfSituation(
            CrisisOfStep crisisOfStep,
            ContactRepository contacts,
            OnCall onCall,
            TeamRepository team,
            Outbox outbox,
            Links links) {
        this.crisisOfStep = crisisOfStep;
        this.contacts = contacts;
        this.onCall = onCall;
        this.team = team;
        this.outbox = outbox;
        this.links = links;
    }

    /**
     * A situation report.
     *
     * @param readers departments, and {@code team} for the emergency team
     * @param ordinal which report of the crisis it is
     * @param english its sections by name: conditions, actions, needs, next
     * @param next when the one after is due
     * @return how many people are told
     */
    public int tell(
            String number,
            Set<String> readers,
            int ordinal,
            Map<String, Object> english,
            Map<String, Object> chinese,
            Instant next) {
        List<Contact> people = new ArrayList<>(onCall.of(readers));
        if (readers.contains(TEAM)) {
            people.addAll(team.of(number));
        }
        Map<String, Object> facts = new HashMap<>();
        facts.put("ordinal", ordinal);
        facts.put("en", english);
        facts.put("zh", chinese);
        facts.put("nextReport", next);
        facts.put("link", links.to("/crises/" + number + "/situation"));
        outbox.tell(people, MailKind.SITUATION_REPORT, crisisOfStep.of(number), facts);
        return (int) people.stream().map(Contact::user).distinct().count();
    }

    /** Whoever leads from now on reads what is open. @param from empty if nobody led before @param to a login */
    public void lead(String number, String from, String to, String openPoints) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("from", from);
        facts.put("to", to);
        facts.put("openPoints", openPoints);
        facts.put("link", links.to("/crises/" + number));
        List<Contact> people = contacts.all().stream()
                .filter(contact -> contact.user().equals(to))
                .toList();
        outbox.tell(people, MailKind.LEAD_HANDED_OVER, crisisOfStep.of(number), facts);
    }
}
