package org.crisisplan.access;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.department.Group;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a login at the organisation's OpenID provider is worth here. Where the provider is, {@code
 * spring.security.oauth2.client.registration} says; without it nothing of this counts.
 *
 * @param userClaim the claim that is a person's name here, and stays it: people must not be able to change it at the provider
 * @param groupsClaim the claim that lists a person's groups at the provider; dots lead into nested claims
 * @param groups the provider's groups and which group each is here; other groups of the provider give nothing
 * @param requiredAcr with which of these levels of authentication (acr) a person must have logged in; with none, the level is not looked at
 * @param requiredAmr with which of these methods (amr) a person must have logged in; with none, they are not looked at
 * @param adoptAccounts whether somebody of the provider takes over an account of the same name that was made here
 * @param localLogin who may still log in at the login page with a password kept here; machines are not meant
 * @param timeout so long the provider is waited for, to connect and then to answer
 */
@ConfigurationProperties("crisis-plan.access.oidc")
record OidcSettings(
        @DefaultValue("preferred_username") String userClaim,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue Map<String, String> groups,
        @DefaultValue Set<String> requiredAcr,
        @DefaultValue Set<String> requiredAmr,
        @DefaultValue("false") boolean adoptAccounts,
        @DefaultValue("everybody") LocalLogin localLogin,
        @DefaultValue("5s") Duration timeout) {

    /** Whose password counts at the login page. */
    enum LocalLogin {
        EVERYBODY,
        ADMINISTRATORS,
        NOBODY;

        boolean isFor(Account account) {
            return this == EVERYBODY
                    || this == ADMINISTRATORS && account.groups().contains(Group.ADMINISTRATORS.id());
        }
    }

    OidcSettings {
        Set<String> ours = Stream.of(Group.values()).map(Group::id).collect(Collectors.toCollection(TreeSet::new));
        groups.forEach((foreign, own) -> {
            if (!ours.contains(own)) {
                throw new IllegalArgumentException(
                        "crisis-plan.access.oidc.groups: '%s' of '%s' is no group of the product; there are %s"
                                .formatted(own, foreign, String.join(", ", ours)));
            }
        });
    }

    /** Which groups here those of the provider give. */
    Set<String> groupsFor(Collection<String> foreign) {
        return groups.entrySet().stream()
                .filter(entry -> foreign.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
