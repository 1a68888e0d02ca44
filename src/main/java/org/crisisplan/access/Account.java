package org.crisisplan.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A person as the engine knows them, with what is kept of their password. Whoever is removed, or locked in the table {@code
 * ACT_ID_USER} until a time to come, has none.
 */
class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    /** What can be the id of a user at all; anything else is not even looked up. */
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,64}");

    private final String name;
    private final @Nullable String password;
    private final @Nullable String salt;

    private Account(String name, @Nullable String password, @Nullable String salt) {
        this.name = name;
        this.password = password;
        this.salt = salt;
    }

    /** Asked of the database itself: every request begins with it, and the engine would open a transaction for it. */
    static Optional<Account> of(String name, JdbcClient database) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return database
                .sql("select id_, pwd_, salt_, lock_exp_time_ from act_id_user where id_ = ?")
                .param(name)
                .query((row, i) -> isShut(row.getTimestamp("lock_exp_time_"))
                        ? null
                        : new Account(row.getString("id_"), row.getString("pwd_"), row.getString("salt_")))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The groups that the person is in now. */
    static List<String> groups(String name, JdbcClient database) {
        return database.sql("select group_id_ from act_id_membership where user_id_ = ? order by group_id_")
                .param(name)
                .query(String.class)
                .list();
    }

    static boolean isShut(UserEntity user) {
        return isShut(user.getLockExpirationTime());
    }

    private static boolean isShut(@Nullable Date until) {
        return until != null && until.after(ClockUtil.getCurrentTime());
    }

    String name() {
        return name;
    }

    /** What is kept of the password; another one as soon as the password is another one. */
    String kept() {
        return password == null ? "" : password + ":" + salt;
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
    boolean hasPassword(String entered, ProcessEngine engine) {
        if (password == null) {
            return false;
        }
        try {
            return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                    .getPasswordManager()
                    .check(EncryptionUtil.saltPassword(entered, salt), password);
        } catch (ProcessEngineException unreadable) {
            LOG.error("The password of '{}' is kept in a way that is not understood; set it anew in Admin", name());
            return false;
        }
    }

    /** Keeps the password anew if it was kept in an older way; rules for new passwords do not apply to it. */
    Account renewed(String entered, SlowHash hash, IdentityService identities, JdbcClient database) {
        if (!hash.isOutdated(password)) {
            return this;
        }
        try {
            User again = identities.createUserQuery().userId(name).singleResult();
            again.setPassword(entered);
            ((IdentityServiceImpl) identities).saveUser(again, true);
        } catch (OptimisticLockingException anotherLoginDidIt) {
            // what it kept is as good
        }
        return of(name, database).orElse(this);
    }
}
