package org.crisisplan.access;

import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.Permissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.Resources.APPLICATION;
import static org.camunda.bpm.engine.authorization.Resources.AUTHORIZATION;
import static org.camunda.bpm.engine.authorization.Resources.BATCH;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_REQUIREMENTS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DEPLOYMENT;
import static org.camunda.bpm.engine.authorization.Resources.FILTER;
import static org.camunda.bpm.engine.authorization.Resources.GROUP;
import static org.camunda.bpm.engine.authorization.Resources.OPERATION_LOG_CATEGORY;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_INSTANCE;
import static org.camunda.bpm.engine.authorization.Resources.SYSTEM;
import static org.camunda.bpm.engine.authorization.Resources.TASK;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.SystemPermissions;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.department.Group;

/**
 * One thing a group may do. Tasks are absent on purpose: whoever a task is offered to may read and complete just that task, and
 * the engine sees to it when the task is created.
 *
 * @param target one process, application and so on, or {@code *} for all of them
 */
record Right(Group group, Resource resource, String target, List<Permission> permissions) {

    private static final String EVERY = "*";

    /** What every group may do; nobody else may do anything. */
    static List<Right> all() {
        return Stream.of(
                        Group.team().stream().flatMap(Right::ofTeam),
                        Stream.of(of(Group.MANAGEMENT, PROCESS_DEFINITION, EVERY, READ, READ_INSTANCE)),
                        ofAuditors(),
                        ofAnalysts(),
                        Stream.of(Resources.values()).map(each -> of(Group.ADMINISTRATORS, each, EVERY, ALL)))
                .flatMap(rights -> rights)
                .toList();
    }

    private static Stream<Right> ofTeam(Group group) {
        Stream<Right> rights = Stream.of(
                of(group, APPLICATION, "tasklist", ACCESS),
                of(group, PROCESS_DEFINITION, CrisisResponse.KEY, READ, CREATE_INSTANCE),
                of(group, PROCESS_INSTANCE, EVERY, CREATE),
                of(group, FILTER, EVERY, READ));
        Right seesThePlan = of(group, PROCESS_DEFINITION, EVERY, READ);
        return group == Group.MANAGEMENT ? rights : Stream.concat(rights, Stream.of(seesThePlan));
    }

    /** They read everything and change nothing. */
    private static Stream<Right> ofAuditors() {
        return Stream.of(
                of(Group.AUDITORS, APPLICATION, "cockpit", ACCESS),
                of(Group.AUDITORS, APPLICATION, "tasklist", ACCESS),
                of(Group.AUDITORS, PROCESS_DEFINITION, EVERY, READ, READ_INSTANCE, READ_TASK, READ_HISTORY),
                of(Group.AUDITORS, DECISION_DEFINITION, EVERY, READ, READ_HISTORY),
                of(Group.AUDITORS, DECISION_REQUIREMENTS_DEFINITION, EVERY, READ),
                of(Group.AUDITORS, DEPLOYMENT, EVERY, READ),
                of(Group.AUDITORS, PROCESS_INSTANCE, EVERY, READ),
                of(Group.AUDITORS, TASK, EVERY, READ, READ_HISTORY),
                of(Group.AUDITORS, BATCH, EVERY, READ, READ_HISTORY),
                of(Group.AUDITORS, FILTER, EVERY, READ),
                of(Group.AUDITORS, USER, EVERY, READ),
                of(Group.AUDITORS, GROUP, EVERY, READ),
                of(Group.AUDITORS, AUTHORIZATION, EVERY, READ),
                of(Group.AUDITORS, SYSTEM, EVERY, SystemPermissions.READ),
                of(Group.AUDITORS, OPERATION_LOG_CATEGORY, EVERY, UserOperationLogCategoryPermissions.READ));
    }

    /** They own the plan: they deploy it and try its tables out. The crises themselves are not their business. */
    private static Stream<Right> ofAnalysts() {
        return Stream.of(
                of(Group.ANALYSTS, APPLICATION, "cockpit", ACCESS),
                of(Group.ANALYSTS, DEPLOYMENT, EVERY, READ, CREATE),
                of(Group.ANALYSTS, PROCESS_DEFINITION, EVERY, READ),
                of(Group.ANALYSTS, DECISION_DEFINITION, EVERY, READ, CREATE_INSTANCE),
                of(Group.ANALYSTS, DECISION_REQUIREMENTS_DEFINITION, EVERY, READ));
    }

    private static Right of(Group group, Resource resource, String target, Permission... permissions) {
        return new Right(group, resource, target, List.of(permissions));
    }
}
