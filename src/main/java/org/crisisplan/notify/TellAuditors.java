package org.crisisplan.notify;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.department.Group;
import org.springframework.stereotype.Component;

/** Mails the auditors of the contact list, in the transaction of the caller, about the records of all crises. */
@Component
public class TellAuditors {

    /** These mails are about no single crisis, so they stand under none of their numbers. */
    private static final String NUMBER = "record";

    private static final int MOST = 50;

    private final ContactRepository contacts;
    private final Outbox outbox;

    TellAuditors(ContactRepository contacts, Outbox outbox) {
        this.contacts = contacts;
        this.outbox = outbox;
    }

    /**
     * A head over all records.
     *
     * @param hash over the text
     * @param text what was hashed and signed, line by line
     * @param signature base64
     * @param key by what an auditor knows the signing key again
     */
    public record Head(int seq, Instant at, int crises, String hash, String text, String signature, String key) {}

    /** @return how many were told; none if the contact list names no auditor */
    public int ofHead(Head head) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("seq", head.seq());
        facts.put("at", head.at());
        facts.put("crises", head.crises());
        facts.put("hash", head.hash());
        facts.put("text", head.text().strip());
        facts.put("signature", head.signature());
        facts.put("key", head.key());
        return tell(MailKind.RECORD_HEAD, facts);
    }

    /**
     * Records that are not as they were written, or do not agree with the engine's history.
     *
     * @param differences one line for each, in both languages
     * @return how many were told; none if the contact list names no auditor
     */
    public int ofDifferences(List<String> differences) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("count", differences.size());
        facts.put("differences", differences.stream().limit(MOST).toList());
        facts.put("more", Math.max(0, differences.size() - MOST));
        return tell(MailKind.RECORD_BROKEN, facts);
    }

    private int tell(MailKind kind, Map<String, Object> facts) {
        List<Contact> auditors = contacts.of(Set.of(Group.AUDITORS.id()));
        facts.put("number", NUMBER);
        auditors.forEach(auditor -> outbox.tellAlone(auditor, kind, NUMBER, facts));
        return auditors.size();
    }
}
