package org.crisisplan.publish;

import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/** Who is completing a task, and for which group he may speak. It is the login that tells, never a field of a form. */
@Component
class Signature {

    private final IdentityService identities;
    private final HistoryService history;

    Signature(IdentityService identities, HistoryService history) {
        this.identities = identities;
        this.history = history;
    }

    /** @param deed what he is about to do, for the sentence that refuses it to somebody without a name */
    String ofWhoever(String deed) {
        Authentication login = identities.getCurrentAuthentication();
        if (login == null || login.getUserId() == null || login.getUserId().isBlank()) {
            throw new NotAccepted(deed + " needs a person who is logged in. 请登录后再操作。");
        }
        return login.getUserId();
    }

    /**
     * A user may speak for the group whose task this is: as its member, as the deputy it was given to, or through any other group
     * the task was offered to. The task is asked, not the variable that names the group: it could have been overwritten.
     */
    boolean maySpeakFor(String group, String user, DelegateExecution execution) {
        List<HistoricIdentityLinkLog> offers = offers(execution);
        boolean theirs = offers.stream().anyMatch(offer -> group.equals(offer.getGroupId()));
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
        return log.stream()
                .filter(entry -> "add".equals(entry.getOperationType()))
                .filter(added -> count(log, added, "add") > count(log, added, "delete"))
                .toList();
    }

    private static long count(List<HistoricIdentityLinkLog> log, HistoricIdentityLinkLog about, String operation) {
        return log.stream()
                .filter(entry -> operation.equals(entry.getOperationType()))
                .filter(entry -> Objects.equals(entry.getGroupId(), about.getGroupId())
                        && Objects.equals(entry.getUserId(), about.getUserId()))
                .count();
    }
}
