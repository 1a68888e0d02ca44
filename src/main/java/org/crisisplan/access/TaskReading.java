package org.crisisplan.access;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.AuthorizationQueryImpl;
import org.camunda.bpm.engine.impl.HistoricTaskInstanceQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.UserOperationLogQueryImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.department.Group;
import org.crisisplan.engine.fence.TaskOffer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Which tasks somebody sees: those that are offered to them, those of crises if they are of the response team, which reads all of them on
 * the crisis's page anyway, and what the engine's authorizations grant. Instead of joining the authorizations to the tasks, a query is
 * asked for just these tasks.
 */
class TaskReading extends AuthorizationManager {

    private static final String EVERY = "*";

    static class InPlaceOfTheEngines implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return AuthorizationManager.class;
        }

        @Override
        public Session openSession() {
            return new TaskReading();
        }
    }

    /** By the offer of the task or as one of the response team; the engine's authorizations come on top. */
    static boolean mayRead(TaskEntity task, @Nullable Authentication person) {
        return TaskOffer.includes(task, person) || person != null && isOfTeam(person.getGroupIds()) && isOfCrisis(task);
    }

    private static boolean isOfCrisis(TaskEntity task) {
        String key = task.getExecution() == null ? null : task.getExecution().getProcessBusinessKey();
        return key != null && (key.startsWith(Crisis.NUMBERS_BEGIN) || key.startsWith(Crisis.DRILLS_BEGIN));
    }

    private static boolean isOfTeam(@Nullable Collection<String> groups) {
        return groups != null && Group.team().stream().map(Group::id).anyMatch(groups::contains);
    }

    @Override
    public void configureTaskQuery(TaskQueryImpl query) {
        query.setAuthCheck(new AuthorizationCheck()); // not the one of the last time it was asked
        Authentication person = getCurrentAuthentication();
        if (!isAuthCheckExecuted() || person == null || person.getUserId() == null) {
            super.configureTaskQuery(query);
            return;
        }
        if (asksForOffered(query, person)) {
            query.getAuthCheck().setAuthorizationCheckEnabled(false);
            return;
        }
        List<String> groups = person.getGroupIds() == null ? List.of() : List.copyOf(person.getGroupIds());
        List<Authorization> written = written(person.getUserId(), groups);
        Set<String> processes = ids(written, Resources.PROCESS_DEFINITION, Permissions.READ_TASK);
        Set<String> tasks = ids(written, Resources.TASK, Permissions.READ);
        if (processes.contains(EVERY) || tasks.contains(EVERY)) {
            super.configureTaskQuery(query); // the engine's own check, which then has few rows to look at
            return;
        }
        boolean revoked =
                written.stream().anyMatch(row -> row.getAuthorizationType() == Authorization.AUTH_TYPE_REVOKE);
        query.setAuthCheck(new SeenTasks.For(
                person.getUserId(),
                groups,
                isOfTeam(groups) ? List.of(Crisis.NUMBERS_BEGIN + "%", Crisis.DRILLS_BEGIN + "%") : List.of(),
                revoked ? notRevoked(processes, Resources.PROCESS_DEFINITION, person) : processes,
                revoked ? notRevoked(tasks, Resources.TASK, person) : tasks,
                query.getQueries().stream().anyMatch(TaskReading::joinsOffers)
                        || query.getOrderingProperties().stream().anyMatch(order -> order.getRelation() != null)));
    }

    /** The engine then joins the task with each of its offers. */
    private static boolean joinsOffers(TaskQueryImpl query) {
        return query.getCandidateUser() != null
                || query.getCandidateGroups() != null
                || query.getCandidateGroupLike() != null
                || query.getInvolvedUser() != null
                || Boolean.TRUE.equals(query.isWithCandidateGroups())
                || Boolean.TRUE.equals(query.isWithCandidateUsers());
    }

    /** Such a question finds nothing that the person may not see. */
    private static boolean asksForOffered(TaskQueryImpl query, Authentication person) {
        if (person.getUserId().equals(query.getAssignee())) {
            return true;
        }
        List<String> groups = query.getCandidateGroups();
        boolean others =
                query.getCandidateUser() != null && !query.getCandidateUser().equals(person.getUserId());
        return groups != null
                && !groups.isEmpty()
                && !others
                && query.getCandidateGroupLike() == null
                && person.getGroupIds() != null
                && person.getGroupIds().containsAll(groups);
    }

    /** What is written down for the person, their groups or everybody: a handful of rows, none of them for a task of the plan. */
    @SuppressWarnings("unchecked")
    private List<Authorization> written(String user, List<String> groups) {
        var ofPerson = new AuthorizationQueryImpl();
        ofPerson.userIdIn(user, Authorization.ANY);
        List<Authorization> all =
                new ArrayList<>(getDbEntityManager().selectList("selectAuthorizationByQueryCriteria", ofPerson));
        if (!groups.isEmpty()) {
            var ofGroups = new AuthorizationQueryImpl();
            ofGroups.groupIdIn(groups.toArray(String[]::new));
            all.addAll(getDbEntityManager().selectList("selectAuthorizationByQueryCriteria", ofGroups));
        }
        return all;
    }

    private static Set<String> ids(List<Authorization> written, Resource resource, Permissions permission) {
        return written.stream()
                .filter(row -> row.getAuthorizationType() != Authorization.AUTH_TYPE_REVOKE)
                .filter(row -> row.getResourceType() == resource.resourceType())
                .filter(row -> row.isPermissionGranted(permission))
                .map(Authorization::getResourceId)
                .collect(Collectors.toSet());
    }

    private Set<String> notRevoked(Set<String> ids, Resource resource, Authentication person) {
        Predicate<String> granted = id -> isAuthorized(
                person.getUserId(),
                person.getGroupIds(),
                resource == Resources.TASK ? Permissions.READ : Permissions.READ_TASK,
                resource,
                id);
        return ids.stream().filter(granted).collect(Collectors.toSet());
    }

    /** The history of a task that runs is read by whoever reads the task: what was said on it, and what was done with it. */
    @Override
    public void configureHistoricTaskInstanceQuery(HistoricTaskInstanceQueryImpl query) {
        super.configureHistoricTaskInstanceQuery(query);
        openForReadersOf(query.getTaskId(), query);
    }

    @Override
    public void configureUserOperationLogQuery(UserOperationLogQueryImpl query) {
        super.configureUserOperationLogQuery(query);
        Field task = Objects.requireNonNull(ReflectionUtils.findField(UserOperationLogQueryImpl.class, "taskId"));
        ReflectionUtils.makeAccessible(task);
        openForReadersOf((String) ReflectionUtils.getField(task, query), query);
    }

    private void openForReadersOf(@Nullable String taskId, ListQueryParameterObject query) {
        AuthorizationCheck check = query.getAuthCheck();
        if (taskId == null || !check.isAuthorizationCheckEnabled()) {
            return;
        }
        TaskEntity running = getTaskManager().findTaskById(taskId);
        if (running != null && mayRead(running, getCurrentAuthentication())) {
            check.setAuthorizationCheckEnabled(false);
        }
    }
}
