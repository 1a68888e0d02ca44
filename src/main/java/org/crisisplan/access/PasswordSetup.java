package org.crisisplan.access;

import java.util.regex.Pattern;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;

/**
 * Lets the engine keep passwords by {@link SlowHash} and takes its own brake from it: that one counted wrong passwords by name
 * alone, so that a stranger who knew a name could lock its owner out, and wrote to the database each time. {@link LoginThrottle} stands
 * in its place.
 */
@Configuration
class PasswordSetup extends AbstractCamundaConfiguration {

    private static final int LONGEST = 255;
    private static final Pattern NOT_PLAIN =
            Pattern.compile("[\\p{Cc}\\p{Cs}<>\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    private final SlowHash hash;

    PasswordSetup(SlowHash hash) {
        this.hash = hash;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setPasswordEncryptor(hash);
        engine.setIdentityProviderSessionFactory(new Users());
    }

    private static class Users implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return WithoutBrake.class;
        }

        @Override
        public Session openSession() {
            return new WithoutBrake();
        }
    }

    /** The engine's users; asking for a password changes nothing. */
    private static class WithoutBrake extends DbIdentityServiceProvider {

        @Override
        public boolean checkPassword(String name, String password) {
            UserEntity user = password == null ? null : findUserById(name);
            boolean right = user != null
                    && user.getPassword() != null
                    && !Account.isShut(user)
                    && matchPassword(password, user);
            if (!right) {
                WrongPassword.inThisRequest();
            }
            return right;
        }

        /** What people call themselves is shown to others, in pages, mails and the log. */
        @Override
        public IdentityOperationResult saveUser(User user) {
            refuseUnlessPlain("first name", user.getFirstName());
            refuseUnlessPlain("last name", user.getLastName());
            refuseUnlessPlain("email", user.getEmail());
            return super.saveUser(user);
        }

        private static void refuseUnlessPlain(String what, @Nullable String text) {
            if (text != null
                    && (text.length() > LONGEST || NOT_PLAIN.matcher(text).find())) {
                throw new BadUserRequestException(
                        "The %s may have %d characters and no line breaks, control characters, '<' or '>'. Nothing was changed."
                                .formatted(what, LONGEST));
            }
        }
    }
}
