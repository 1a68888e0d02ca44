package org.crisisplan.notify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.check.ConfirmLinkRepository;
import org.crisisplan.contact.check.ContactCheckRepository;
import org.crisisplan.contact.check.ContactCheckRepository.Check;
import org.crisisplan.contact.check.ContactChecks;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.InPlan;
import org.crisisplan.web.BilingualText;

/**
 * Asks somebody of the contact list whether their entry is still right (R62): first at the address that mails go to, then at every
 * address they have, each time with a link of its own; and says so in the chat room of their department, which proves that it is read from
 * here. Used by {@code verify-contact}.
 */
@InPlan("askToConfirm")
class AskToConfirm implements JavaDelegate {

    /** About no crisis. */
    private static final String NUMBER = "contacts";

    private static final String TITLE = "Contacts are verified 核实联系人";

    private final ContactRepository contacts;
    private final ContactCheckRepository checks;
    private final ConfirmLinkRepository confirmLinks;
    private final Links links;
    private final Outbox outbox;

    AskToConfirm(
            ContactRepository contacts,
            ContactCheckRepository checks,
            ConfirmLinkRepository confirmLinks,
            Links links,
            Outbox outbox) {
        this.contacts = contacts;
        this.checks = checks;
        this.confirmLinks = confirmLinks;
        this.links = links;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution step) {
        String user = Objects.toString(step.getVariable(ContactChecks.USER), "");
        List<Contact> entries = contacts.users(Set.of(user));
        // removed since: the rounds pass without an answer, and somebody says who answers now
        String department =
                entries.stream().map(Contact::department).findFirst().orElse(Responsible.MANAGEMENT);
        Check check = checks.ask(user, department);
        String person = entries.stream().map(Contact::person).findFirst().orElse(user);
        step.setVariable(Variables.TITLE, "Contact not confirmed 联系人未确认: " + person);
        step.setVariable("person", person);
        step.setVariable("contactPage", links.to("/contacts/%s/%s".formatted(department, user)));
        step.setVariable("contactRounds", check.rounds());
        entries.stream().findFirst().ifPresent(entry -> ask(entry, entries, check));
    }

    private void ask(Contact entry, List<Contact> entries, Check check) {
        List<String> addresses = check.rounds() == 1 ? List.of(entry.mail()) : allMails(entries);
        for (String address : addresses) {
            outbox.tellAlone(
                    entries.stream()
                            .filter(one -> one.mails().contains(address))
                            .findFirst()
                            .orElse(entry)
                            .at(address),
                    MailKind.CONTACT_CHECK,
                    NUMBER,
                    facts(entry, entries, check, links.to(confirmLinks.issue(check.id(), address))));
        }
        outbox.tellRooms(
                entries,
                MailKind.CONTACT_CHECK,
                new AboutCrisis(NUMBER, BilingualText.of(TITLE, entry.language().locale()), null, false),
                facts(entry, entries, check, links.to("/contacts")));
    }

    private static List<String> allMails(List<Contact> entries) {
        List<String> all = new ArrayList<>();
        entries.forEach(entry -> all.addAll(entry.mails()));
        return all.stream().distinct().toList();
    }

    private static Map<String, Object> facts(Contact entry, List<Contact> entries, Check check, String link) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("number", NUMBER);
        facts.put("whom", entry.person());
        facts.put(
                "ways",
                entries.stream()
                        .flatMap(one -> one.ways().stream())
                        .map(way -> way.address())
                        .distinct()
                        .toList());
        facts.put("again", check.rounds() > 1);
        facts.put("link", link);
        return facts;
    }
}
