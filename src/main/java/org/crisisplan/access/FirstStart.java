package org.crisisplan.access;

import org.camunda.bpm.engine.identity.PasswordPolicyResult;
import org.crisisplan.access.People.Person;
import org.crisisplan.department.Group;
import org.crisisplan.engine.StartWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Groups, rights and the first administrator, written before the first request can arrive: there is no moment at which a stranger
 * could make themselves administrator.
 */
@Component
class FirstStart implements SmartInitializingSingleton {

    static final Person ADMINISTRATOR = new Person("admin", "Administrator", "管理员", Group.ADMINISTRATORS);

    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);

    private final People people;
    private final AccessSettings settings;
    private final NewPassword newPassword;
    private final TransactionOperations together;
    private final StartWork startWork;

    FirstStart(
            People people,
            AccessSettings settings,
            NewPassword newPassword,
            TransactionOperations together,
            StartWork startWork) {
        this.startWork = startWork;
        this.people = people;
        this.settings = settings;
        this.newPassword = newPassword;
        this.together = together;
    }

    @Override
    public void afterSingletonsInstantiated() {
        startWork.before(
                "writing groups, rights and the first administrator",
                () -> together.executeWithoutResult(transaction -> {
                    for (Group group : Group.values()) {
                        people.ensure(group);
                    }
                    Right.all().forEach(people::ensure);
                    if (!people.anyoneIn(Group.ADMINISTRATORS)) {
                        createAdministrator();
                    }
                }));
    }

    private void createAdministrator() {
        String given = settings.adminPassword();
        if (given != null && !given.isBlank()) {
            refuseIfWeak(given);
            people.ensure(ADMINISTRATOR, given);
            return;
        }
        String generated = newPassword.get();
        people.ensure(ADMINISTRATOR, generated);
        log.warn(
                "First start: log in as '{}' with the password '{}' and change it in Admin. It is shown this once only.",
                ADMINISTRATOR.id(),
                generated);
    }

    private void refuseIfWeak(String password) {
        PasswordPolicyResult checked = people.check(password, ADMINISTRATOR);
        if (checked != null && !checked.isValid()) {
            throw new RefusedToStart(
                    "crisis-plan.access.admin-password is too easy to guess.",
                    "Set one of at least 10 characters with small and capital letters, digits and a sign, and without the"
                            + " person's name; or leave it out: then one is generated and printed once.");
        }
    }
}
