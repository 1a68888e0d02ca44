package org.crisisplan.approval;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.crisisplan.crisis.Crisis;
import org.springframework.stereotype.Component;

/**
 * Who is completing a task, and for which group that person may speak. It is the login that tells, never a field of a form; and it is
 * the plan that offers a task, never an administrator.
 */
@Component
public class TaskSpeaker {

    private static final Set<String> ADDED_BY_HAND = Set.of(
            UserOperationLogEntry.OPERATION_TYPE_ADD_USER_LINK, UserOperationLogEntry.OPERATION_TYPE_ADD_GROUP_LINK);

    private final IdentityService identities;
    private final HistoryService history;

    TaskSpeaker(IdentityService identities, HistoryService history) {
        this.identities = identities;
        this.history = history;
    }

    /** @param deed what that person is about to do, for the sentence that refuses it to somebody without a name */
    public String ofWhoever(String deed) {
        Authentication login = identities.getCurrentAuthentication();
        if (login == null || login.getUserId() == null || login.getUserId().isBlank()) {
            throw new NotAccepted(deed + " needs a person who is logged in. 请登录后再操作。");
        }
        return login.getUserId();
    }

    /**
     * Something that is said in the name of a group.
     *
     * @param name such as "Signing the activation"
     * @param verb such as "sign"
     * @param done such as "signed"
     * @param chinese such as "签字"
     */
    public record Deed(String name, String verb, String done, String chinese) {

        /** Whoever is in several groups speaks for one of them. */
        public NotAccepted doneForAnother() {
            return new NotAccepted(
                    "You have %s for another department; a colleague of this one must. 您已代表其他部门%s，须由本部门另一位同事%s。"
                            .formatted(done, chinese, chinese));
        }
    }

    /** @return who is doing it, to whom the task was given for the group */
    public String speakingFor(String group, Deed deed, DelegateExecution execution) {
        String person = ofWhoever(deed.name());
        if (!maySpeakFor(group, person, execution)) {
            throw new NotAccepted("%s cannot %s for %s: this task was not given to %s. 您不能代表该部门%s。"
                    .formatted(person, deed.verb(), group, person, deed.chinese()));
        }
        return person;
    }

    /**
     * A user may speak for the group whose task this is: as its member, as the deputy it was given to, or through any other group
     * the task was offered to. The task is asked, not the variable that names the group: it could have been overwritten.
     */
    private boolean maySpeakFor(String group, String user, DelegateExecution execution) {
        List<HistoricIdentityLinkLog> offers = offers(execution);
        boolean theirs = offers.stream().anyMatch(offer -> group.equals(offer.getGroupId()));
        if (Crisis.isDrill(execution.getProcessBusinessKey())
                && PlayedPart.of(user)
                        .filter(part -> part.group().equals(group))
                        .isPresent()) {
            return theirs;
        }
        List<String> own = identities.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
        return theirs
                && offers.stream()
                        .anyMatch(offer -> user.equals(offer.getUserId())
                                || (offer.getGroupId() != null && own.contains(offer.getGroupId())));
    }

    /** The task itself is gone when its execution ends; the log of its candidates is not. */
    private List<HistoricIdentityLinkLog> offers(DelegateExecution execution) {
        HistoricTaskInstance task = history.createHistoricTaskInstanceQuery()
                .activityInstanceIdIn(execution.getActivityInstanceId())
                .singleResult();
        if (task == null) {
            return List.of();
        }
        var log = history.createHistoricIdentityLinkLogQuery()
                .taskId(task.getId())
                .type("candidate")
                .list();
        Set<String> byHand = addedByHand(task.getId());
        return log.stream()
                .filter(entry -> "add".equals(entry.getOperationType()))
                .filter(entry -> !byHand.contains(entry.getGroupId() == null ? entry.getUserId() : entry.getGroupId()))
                .filter(added -> count(log, added, "add") > count(log, added, "delete"))
                .toList();
    }

    /** What an administrator added stands in the operation log; what the plan added does not. */
    private Set<String> addedByHand(String task) {
        return history.createUserOperationLogQuery().taskId(task).list().stream()
                .filter(entry -> ADDED_BY_HAND.contains(entry.getOperationType()))
                .map(UserOperationLogEntry::getNewValue)
                .collect(Collectors.toSet());
    }

    private static long count(List<HistoricIdentityLinkLog> log, HistoricIdentityLinkLog about, String operation) {
        return log.stream()
                .filter(entry -> operation.equals(entry.getOperationType()))
                .filter(entry -> Objects.equals(entry.getGroupId(), about.getGroupId())
                        && Objects.equals(entry.getUserId(), about.getUserId()))
                .count();
    }
}
