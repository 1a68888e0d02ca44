package org.crisisplan.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.User;
import org.crisisplan.access.OidcRefusal.Reason;
import org.crisisplan.department.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes whoever the provider has named into the engine, with exactly the groups that the provider's groups give, and without a
 * password. From there on they are a user like others: tasks are offered to them, the record names them, and Admin shows them.
 */
@Component
class OidcPeople {

    /** Under this key the engine keeps beside a user whom of the provider it belongs to. */
    private static final String SUBJECT = "oidc-subject";

    private static final Set<String> OURS =
            Stream.of(Group.values()).map(Group::id).collect(Collectors.toUnmodifiableSet());

    private final IdentityService identities;
    private final JdbcClient database;
    private final TransactionOperations together;
    private final OidcSettings settings;

    OidcPeople(IdentityService identities, JdbcClient database, TransactionOperations together, OidcSettings settings) {
        this.identities = identities;
        this.database = database;
        this.together = together;
        this.settings = settings;
    }

    /** @throws OidcRefusal when this person does not get in */
    void letIn(OidcUser person) {
        String name = name(person);
        refuseWithoutSecondFactor(name, person);
        Set<String> groups = settings.groupsFor(strings(claim(person, settings.groupsClaim())));
        try {
            together.executeWithoutResult(transaction -> write(name, person, groups));
        } catch (BadUserRequestException notANameHere) {
            throw new OidcRefusal(Reason.ACCOUNT, "'" + name + "' cannot be kept: " + notANameHere.getMessage());
        } catch (ProcessEngineException anotherLoginAtTheSameMoment) {
            together.executeWithoutResult(transaction -> write(name, person, groups));
        }
        if (groups.isEmpty()) {
            throw new OidcRefusal(Reason.GROUP, "'" + name + "' is in no group at the provider that gives one here");
        }
    }

    private String name(OidcUser person) {
        Object name = person.getClaims().get(settings.userClaim());
        if (!(name instanceof String text) || text.isBlank()) {
            throw new OidcRefusal(
                    Reason.ACCOUNT, "the claim '" + settings.userClaim() + "' is missing: " + person.getSubject());
        }
        return text;
    }

    /** What the signed token says counts, and nothing that was asked for afterwards. */
    private void refuseWithoutSecondFactor(String name, OidcUser person) {
        Map<String, Object> token = person.getIdToken().getClaims();
        if (isMissing(settings.requiredAcr(), strings(token.get("acr")))
                || isMissing(settings.requiredAmr(), strings(token.get("amr")))) {
            throw new OidcRefusal(
                    Reason.FACTOR, "'" + name + "' came with acr " + token.get("acr") + " and amr " + token.get("amr"));
        }
    }

    private static boolean isMissing(Set<String> required, List<String> said) {
        return !required.isEmpty() && said.stream().noneMatch(required::contains);
    }

    private void write(String name, OidcUser person, Set<String> groups) {
        User known = identities.createUserQuery().userId(name).singleResult();
        if (known == null && groups.isEmpty()) {
            return;
        }
        if (known != null) {
            refuseUnlessTheirs(name, person);
        }
        User user = known == null ? identities.newUser(name) : known;
        if (isNew(user, person)) {
            user.setFirstName(firstName(person));
            user.setLastName(Objects.requireNonNullElse(person.getFamilyName(), ""));
            user.setEmail(person.getEmail());
            identities.saveUser(user);
        }
        if (identities.getUserInfo(name, SUBJECT) == null) {
            identities.setUserInfo(name, SUBJECT, subject(person));
        }
        setGroups(name, groups);
    }

    private void refuseUnlessTheirs(String name, OidcUser person) {
        String owner = identities.getUserInfo(name, SUBJECT);
        if (owner == null ? !settings.adoptAccounts() : !owner.equals(subject(person))) {
            throw new OidcRefusal(
                    Reason.ACCOUNT,
                    owner == null
                            ? "'" + name + "' is an account that was made here (crisis-plan.access.oidc.adopt-accounts)"
                            : "'" + name + "' belongs to somebody else of the provider");
        }
        if (Account.of(name, database).isEmpty()) {
            throw new OidcRefusal(Reason.LOCKED, "'" + name + "' is locked here");
        }
    }

    private static boolean isNew(User user, OidcUser person) {
        return !Objects.equals(user.getFirstName(), firstName(person))
                || !Objects.equals(user.getLastName(), Objects.requireNonNullElse(person.getFamilyName(), ""))
                || !Objects.equals(user.getEmail(), person.getEmail());
    }

    private static String firstName(OidcUser person) {
        return Stream.of(person.getGivenName(), person.getFullName())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Groups that the product does not know, which an administrator made here, stay as they are. */
    private void setGroups(String name, Set<String> groups) {
        Set<String> has = new HashSet<>(identities.createGroupQuery().groupMember(name).list().stream()
                .map(org.camunda.bpm.engine.identity.Group::getId)
                .filter(OURS::contains)
                .toList());
        groups.stream()
                .filter(group -> !has.contains(group))
                .forEach(group -> identities.createMembership(name, group));
        has.stream()
                .filter(group -> !groups.contains(group))
                .forEach(group -> identities.deleteMembership(name, group));
    }

    /** Names may be given to somebody else at the provider; this is not. Hashed, since the engine keeps 255 characters. */
    private static String subject(OidcUser person) {
        try {
            byte[] said = (person.getIssuer() + "\n" + person.getSubject()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(said));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static @Nullable Object claim(OidcUser person, String path) {
        Object whole = person.getClaims().get(path);
        if (whole != null) {
            return whole;
        }
        Object at = person.getClaims();
        for (String step : path.split("\\.")) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at;
    }

    private static List<String> strings(@Nullable Object claim) {
        if (claim instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        return claim == null ? List.of() : List.of(String.valueOf(claim));
    }
}
