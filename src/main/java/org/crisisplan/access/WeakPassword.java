package org.crisisplan.access;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;

/** The configured password of the first administrator is too easy to guess; the product does not start with it. */
class WeakPassword extends IllegalStateException {

    WeakPassword(List<PasswordPolicyRule> broken) {
        super(
                "crisis-plan.access.admin-password is too easy to guess (" + names(broken)
                        + "). Set one of at least 10 characters"
                        + " with small and capital letters, digits and a sign, or leave it out: then one is generated and printed once.");
    }

    private static String names(List<PasswordPolicyRule> broken) {
        return broken.stream().map(PasswordPolicyRule::getPlaceholder).collect(Collectors.joining(", "));
    }
}
