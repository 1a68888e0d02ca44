package org.crisisplan.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.IdentityLink;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Whom a task concerns, by the contact list (R62). */
@Component
class Responsible {

    static final String MANAGEMENT = "management";

    private static final Logger LOG = LoggerFactory.getLogger(Responsible.class);

    private final ContactRepository contacts;

    Responsible(ContactRepository contacts) {
        this.contacts = contacts;
    }

    /** Whoever claimed the task, or else everybody who answers for its groups; management if that is nobody. */
    List<Contact> owners(DelegateTask task) {
        if (task.getAssignee() != null) {
            List<Contact> assignee = contacts.users(Set.of(task.getAssignee()));
            if (!assignee.isEmpty()) {
                return assignee;
            }
        }
        Set<String> groups = candidateGroups(task);
        List<Contact> members = contacts.of(groups);
        if (members.isEmpty()) {
            LOG.warn(
                    "The contact list names nobody for {} (task '{}'); management is told instead. Add an entry.",
                    groups,
                    task.getName());
            return management();
        }
        return members;
    }

    /** Who was asked by name beside the groups, such as a deputy. */
    List<Contact> askedByName(DelegateTask task) {
        return contacts.users(candidateUsers(task));
    }

    /** The deputies of the owners who have not been asked yet. */
    List<Contact> deputiesToAsk(DelegateTask task) {
        Set<String> asked = candidateUsers(task);
        return contacts.deputiesOf(owners(task)).stream()
                .filter(deputy -> !asked.contains(deputy.user()))
                .toList();
    }

    /** What people call somebody, or the login of somebody who is not in the list. */
    String name(String user) {
        return contacts.users(Set.of(user)).stream()
                .map(Contact::person)
                .findFirst()
                .orElse(user);
    }

    List<Contact> management() {
        return contacts.of(Set.of(MANAGEMENT));
    }

    @SafeVarargs
    static List<Contact> together(List<Contact>... several) {
        List<Contact> all = new ArrayList<>();
        for (List<Contact> some : several) {
            all.addAll(some);
        }
        return all;
    }

    private static Set<String> candidateGroups(DelegateTask task) {
        return task.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Set<String> candidateUsers(DelegateTask task) {
        return task.getCandidates().stream()
                .map(IdentityLink::getUserId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
