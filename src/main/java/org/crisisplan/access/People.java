package org.crisisplan.access;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.identity.PasswordPolicyResult;
import org.camunda.bpm.engine.identity.User;
import org.crisisplan.department.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes groups, their rights and people into the engine. All of it may be said again and again. */
@Component
class People {

    private final IdentityService identities;
    private final AuthorizationService authorizations;
    private final boolean rulesApply;

    People(ProcessEngine engine) {
        this.identities = engine.getIdentityService();
        this.authorizations = engine.getAuthorizationService();
        this.rulesApply = engine.getProcessEngineConfiguration().isEnablePasswordPolicy();
    }

    void ensure(Group group) {
        if (identities.createGroupQuery().groupId(group.id()).count() == 0) {
            var created = identities.newGroup(group.id());
            created.setName(group.label());
            created.setType(group == Group.ADMINISTRATORS ? "SYSTEM" : "WORKFLOW");
            identities.saveGroup(created);
        }
    }

    /** Sets the right to exactly what the product says, so that what is written in {@link Right} is what holds. */
    void ensure(Right right) {
        Authorization granted = authorizations
                .createAuthorizationQuery()
                .authorizationType(Authorization.AUTH_TYPE_GRANT)
                .groupIdIn(right.group().id())
                .resourceType(right.resource())
                .resourceId(right.target())
                .singleResult();
        if (granted == null) {
            granted = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            granted.setGroupId(right.group().id());
            granted.setResource(right.resource());
            granted.setResourceId(right.target());
        }
        granted.setPermissions(right.permissions().toArray(new Permission[0]));
        authorizations.saveAuthorization(granted);
    }

    boolean anyoneIn(Group group) {
        return identities.createUserQuery().memberOfGroup(group.id()).count() > 0;
    }

    /** Creates the person unless there is one of that name already, whose password then stays as it is. */
    void ensure(Person person, String password) {
        if (identities.createUserQuery().userId(person.id()).count() == 0) {
            User user = identities.newUser(person.id());
            user.setFirstName(person.firstName());
            user.setLastName(person.lastName());
            user.setPassword(password);
            identities.saveUser(user);
        }
        List<String> groups = identities.createGroupQuery().groupMember(person.id()).list().stream()
                .map(org.camunda.bpm.engine.identity.Group::getId)
                .toList();
        if (!groups.contains(person.group().id())) {
            identities.createMembership(person.id(), person.group().id());
        }
    }

    /** What the engine's password rules say; nothing where they are switched off. */
    @Nullable PasswordPolicyResult check(String password, Person person) {
        User user = identities.newUser(person.id());
        user.setFirstName(person.firstName());
        user.setLastName(person.lastName());
        return rulesApply ? identities.checkPasswordAgainstPolicy(password, user) : null;
    }

    /**
     * Someone to be known to the engine, named by the part they play.
     *
     * @param firstName the part in English
     * @param lastName the part in Chinese
     */
    record Person(String id, String firstName, String lastName, Group group) {}
}
