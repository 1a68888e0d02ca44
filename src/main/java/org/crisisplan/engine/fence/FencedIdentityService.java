package org.crisisplan.engine.fence;

import java.util.Objects;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.cmd.SaveUserCmd;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/** Tells apart, for the table of acts, whoever changes nothing but their own password from whoever changes a user. */
public class FencedIdentityService extends IdentityServiceImpl {

    @Override
    public void saveUser(User user) {
        saveUser(user, false);
    }

    @Override
    public void saveUser(User user, boolean skipPasswordPolicy) {
        commandExecutor.execute(
                changesOwnPasswordOnly(user)
                        ? new ChangeOwnPasswordCmd(user)
                        : new SaveUserCmd(user, skipPasswordPolicy));
    }

    private boolean changesOwnPasswordOnly(User user) {
        Authentication person = getCurrentAuthentication();
        if (person == null || !Objects.equals(person.getUserId(), user.getId())) {
            return false;
        }
        User stored = createUserQuery().userId(user.getId()).singleResult();
        return stored != null
                && user instanceof UserEntity changed
                && changed.hasNewPassword()
                && Objects.equals(stored.getFirstName(), user.getFirstName())
                && Objects.equals(stored.getLastName(), user.getLastName())
                && Objects.equals(stored.getEmail(), user.getEmail());
    }

    /** Saves a user of whom nothing but the password is new, for that user. */
    static class ChangeOwnPasswordCmd extends SaveUserCmd {

        private static final long serialVersionUID = 1L;

        ChangeOwnPasswordCmd(User user) {
            super(user);
        }
    }
}
