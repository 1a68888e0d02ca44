package org.crisisplan.notify;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.OnCall;
import org.crisisplan.contact.check.ContactAnswers;
import org.crisisplan.crisis.Variables;
import org.crisisplan.notify.Delivery.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A mail that cannot be delivered becomes somebody's business: the deputies are told at once and may do the task in the person's
 * place, and one task per person asks to reach them another way and to put the contact list right (R62). A chat room that takes
 * nothing is a task as well; whoever reads it is mailed too, so nobody is told instead.
 */
@Component
class UndeliveredMails {

    private static final Logger LOG = LoggerFactory.getLogger(UndeliveredMails.class);

    /** The process that a mail starts; its business key is the person. */
    static final String KEY = "handle-undelivered-mail";

    private static final int AT_ONCE = 20;

    private final DeliveryRepository deliveries;
    private final ContactRepository contacts;
    private final OnCall onCall;
    private final ContactAnswers answers;
    private final Responsible responsible;
    private final Outbox outbox;
    private final RepositoryService definitions;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final TransactionOperations transaction;

    UndeliveredMails(
            DeliveryRepository deliveries,
            ContactRepository contacts,
            OnCall onCall,
            ContactAnswers answers,
            Responsible responsible,
            Outbox outbox,
            RepositoryService definitions,
            RuntimeService runtime,
            TaskService tasks,
            TransactionOperations transaction) {
        this.deliveries = deliveries;
        this.contacts = contacts;
        this.onCall = onCall;
        this.answers = answers;
        this.responsible = responsible;
        this.outbox = outbox;
        this.definitions = definitions;
        this.runtime = runtime;
        this.tasks = tasks;
        this.transaction = transaction;
    }

    /** Tells of every mail that failed since the last time. */
    void tell() {
        for (Delivery mail : deliveries.untold(AT_ONCE)) {
            boolean isCheck = mail.kind() == MailKind.CONTACT_CHECK && mail.way() == Way.MAIL;
            if (!isCheck) {
                askToReach(mail);
            }
            transaction.executeWithoutResult(begun -> {
                if (isCheck && deliveries.tell(mail.id())) {
                    // the process that asked goes on: it has a task of its own for those who are out of reach
                    answers.undelivered(
                            mail.user(), mail.recipient(), Objects.requireNonNullElse(mail.lastError(), ""));
                    return;
                }
                if (deliveries.tell(mail.id())
                        && mail.way() == Way.MAIL
                        && mail.kind().cannotWait()
                        && mail.insteadOf() == null) {
                    tellInstead(mail, contacts.users(Set.of(mail.user())));
                }
            });
        }
    }

    /** By itself: a plan whose process fails must not keep the deputies from being told. */
    private void askToReach(Delivery mail) {
        try {
            if (definitions
                            .createProcessDefinitionQuery()
                            .processDefinitionKey(KEY)
                            .latestVersion()
                            .count()
                    == 0) {
                LOG.error(
                        "{} could not be reached at {}, and the plan has no process '{}' that asks somebody to do it. Call them.",
                        mail.user(),
                        mail.recipient(),
                        KEY);
            } else if (runtime.createProcessInstanceQuery()
                            .processInstanceBusinessKey(mail.user(), KEY)
                            .count()
                    == 0) {
                runtime.startProcessInstanceByKey(
                        KEY, mail.user(), variables(mail, contacts.users(Set.of(mail.user()))));
            }
        } catch (ProcessEngineException broken) {
            LOG.error(
                    "{} could not be reached at {}, and the process '{}' that asks somebody to do it failed. Call them.",
                    mail.user(),
                    mail.recipient(),
                    KEY,
                    broken);
        }
    }

    private void tellInstead(Delivery mail, List<Contact> person) {
        List<Contact> deputies = onCall.nextDeputies(person, Set.of(mail.user()));
        List<Contact> instead = deputies.isEmpty()
                ? responsible.management().stream()
                        .filter(manager -> !manager.user().equals(mail.user()))
                        .toList()
                : deputies;
        if (instead.isEmpty()) {
            LOG.error(
                    "Mail '{}' did not reach {}, who has no deputy, and there is nobody else in management. Add one to the contact list.",
                    mail.subject(),
                    mail.user());
        }
        String whom = name(mail, person);
        Map<String, Contact> once = new LinkedHashMap<>();
        instead.forEach(contact -> once.putIfAbsent(contact.user(), contact));
        once.values().forEach(contact -> {
            outbox.tellInstead(contact, mail, whom);
            if (mail.taskId() != null
                    && tasks.createTaskQuery().taskId(mail.taskId()).count() > 0) {
                tasks.addCandidateUser(mail.taskId(), contact.user());
            }
        });
    }

    private static Map<String, Object> variables(Delivery mail, List<Contact> person) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(Variables.TITLE, "Mail undelivered 邮件无法送达: " + name(mail, person));
        variables.put("person", name(mail, person));
        variables.put(
                "phone",
                String.join(
                        ", ",
                        person.stream()
                                .flatMap(contact -> contact.phones().stream())
                                .distinct()
                                .toList()));
        variables.put("address", mail.way() == Way.CHAT ? "chat 聊天群: " + mail.recipient() : mail.recipient());
        variables.put("answer", Objects.requireNonNullElse(mail.lastError(), ""));
        variables.put("mailSubject", mail.subject());
        return variables;
    }

    private static String name(Delivery mail, List<Contact> person) {
        return person.stream().map(Contact::person).findFirst().orElse(mail.user());
    }
}
