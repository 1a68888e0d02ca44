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
import org.crisisplan.contact.OnCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Whom a task concerns, by the contact list (R62). */
@Component
class Responsible {

    static final String MANAGEMENT = "management";

    private static final Logger LOG = LoggerFactory.getLogger(Responsible.class);

    private final ContactRepository contacts;
    private final OnCall onCall;

    Responsible(ContactRepository contacts, OnCall onCall) {
        this.contacts = contacts;
        this.onCall = onCall;
    }

    /**
     * Whoever claimed the task, or else everybody who is on duty and present for its groups; management if that is nobody. Whoever
     * claimed it and went away is told with their deputy.
     */
    List<Contact> owners(DelegateTask task) {
        if (task.getAssignee() != null) {
            List<Contact> assignee = contacts.users(Set.of(task.getAssignee()));
            if (!assignee.isEmpty()) {
                return onCall.isAway(task.getAssignee())
                        ? together(assignee, onCall.nextDeputies(assignee, Set.of()))
                        : assignee;
            }
        }
        Set<String> groups = candidateGroups(task);
        List<Contact> members = onCall.of(groups);
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

    /** For each owner the next of the chain who is present and has not been asked yet. */
    List<Contact> deputiesToAsk(DelegateTask task) {
        return onCall.nextDeputies(owners(task), candidateUsers(task));
    }

    /** Those of the owners who are asked in place of somebody else, and whom the task's groups do not let do it. */
    List<Contact> standIns(DelegateTask task, List<Contact> owners) {
        Set<String> listed =
                contacts.of(candidateGroups(task)).stream().map(Contact::user).collect(Collectors.toSet());
        return task.getAssignee() != null || listed.isEmpty()
                ? List.of()
                : owners.stream()
                        .filter(owner -> !listed.contains(owner.user()))
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
        return onCall.of(Set.of(MANAGEMENT));
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
