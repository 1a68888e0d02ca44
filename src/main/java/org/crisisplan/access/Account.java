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
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * A person as the engine knows them, with what is kept of their password. Whoever is removed, or locked in the table {@code
 * ACT_ID_USER} until a time to come, has none.
 */
class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    /** What can be the id of a user at all; anything else is not even looked up. */
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,64}");

    private static final String IN_REQUEST = Account.class.getName();

    private final String name;
    private final @Nullable String password;
    private final @Nullable String salt;
    private final List<String> groups;

    private Account(String name, @Nullable String password, @Nullable String salt, List<String> groups) {
        this.name = name;
        this.password = password;
        this.salt = salt;
        this.groups = groups;
    }

    private record Row(
            String name,
            @Nullable String password,
            @Nullable String salt,
            @Nullable Date shutUntil,
            @Nullable String group) {}

    /** Asked of the database itself: every request begins with it, and the engine would open transactions for it. */
    static Optional<Account> of(String name, JdbcClient database) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        List<Row> rows = database.sql("select id_, pwd_, salt_, lock_exp_time_, group_id_ from act_id_user"
                        + " left join act_id_membership on user_id_ = id_ where id_ = ? order by group_id_")
                .param(name)
                .query((row, i) -> new Row(
                        row.getString("id_"),
                        row.getString("pwd_"),
                        row.getString("salt_"),
                        row.getTimestamp("lock_exp_time_"),
                        row.getString("group_id_")))
                .list();
        List<String> groups =
                rows.stream().map(Row::group).filter(Objects::nonNull).toList();
        return rows.stream()
                .findFirst()
                .filter(row -> !isShut(row.shutUntil()))
                .map(row -> new Account(row.name(), row.password(), row.salt(), groups));
    }

    /** Later in this request nobody need ask again. */
    void keepForRequest() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(IN_REQUEST, this, RequestAttributes.SCOPE_REQUEST);
        }
    }

    /** The account by which this very request has just logged in. */
    static Optional<Account> ofRequest(String name) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null
                        && request.getAttribute(IN_REQUEST, RequestAttributes.SCOPE_REQUEST) instanceof Account account
                        && account.name().equals(name)
                ? Optional.of(account)
                : Optional.empty();
    }

    /** The groups that the person is in now. */
    List<String> groups() {
        return groups;
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
        if (password == null || !hash.isOutdated(password)) {
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
