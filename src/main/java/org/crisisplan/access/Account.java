package org.crisisplan.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A person as the engine knows them, with what is kept of their password. Whoever is removed, or locked in the table {@code
 * ACT_ID_USER} until a time to come, has none.
 */
class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    /** What can be the id of a user at all; anything else is not even looked up. */
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,64}");

    private final UserEntity user;

    private Account(UserEntity user) {
        this.user = user;
    }

    static Optional<Account> of(String name, IdentityService identities) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(identities.createUserQuery().userId(name).singleResult())
                .map(UserEntity.class::cast)
                .filter(user -> !isShut(user))
                .map(Account::new);
    }

    static boolean isShut(UserEntity user) {
        Date until = user.getLockExpirationTime();
        return until != null && until.after(ClockUtil.getCurrentTime());
    }

    String name() {
        return user.getId();
    }

    /** What is kept of the password; another one as soon as the password is another one. */
    String kept() {
        return user.getPassword() == null ? "" : user.getPassword() + ":" + user.getSalt();
    }

    /** The same for a session to carry, which needs to know no hash. */
    String mark() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(kept().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Takes as long as the work factor says. */
    boolean hasPassword(String password, ProcessEngine engine) {
        if (user.getPassword() == null) {
            return false;
        }
        try {
            return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                    .getPasswordManager()
                    .check(EncryptionUtil.saltPassword(password, user.getSalt()), user.getPassword());
        } catch (ProcessEngineException unreadable) {
            LOG.error("The password of '{}' is kept in a way that is not understood; set it anew in Admin", name());
            return false;
        }
    }

    /** Keeps the password anew if it was kept in an older way; rules for new passwords do not apply to it. */
    Account renewed(String password, SlowHash hash, IdentityService identities) {
        if (!hash.isOutdated(user.getPassword())) {
            return this;
        }
        try {
            User again = user;
            again.setPassword(password);
            ((IdentityServiceImpl) identities).saveUser(again, true);
            return this;
        } catch (OptimisticLockingException anotherLoginDidIt) {
            return of(name(), identities).orElse(this);
        }
    }
}
