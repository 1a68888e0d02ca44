package org.crisisplan.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets in.
 *
 * @param adminPassword the first administrator's password; when absent, one is generated at the first start and printed once in the
 *     log. It is read at the first start only: change it later in Admin.
 * @param passwordStrength the work factor of bcrypt, 4 to 16; one more doubles the time that checking a password takes
 * @param wrongPasswords so many wrong passwords a minute are answered at once, for one name from one address
 * @param wrongPasswordsOfAnAddress the same for all names from one address together
 */
@ConfigurationProperties("crisis-plan.access")
record AccessSettings(
        @Nullable String adminPassword,
        @DefaultValue("10") int passwordStrength,
        @DefaultValue("10") int wrongPasswords,
        @DefaultValue("60") int wrongPasswordsOfAnAddress) {

    AccessSettings {
        if (passwordStrength < 4 || passwordStrength > 16) {
            throw new IllegalArgumentException(
                    "crisis-plan.access.password-strength must be from 4 to 16, not " + passwordStrength);
        }
        if (wrongPasswords < 1 || wrongPasswordsOfAnAddress < 1) {
            throw new IllegalArgumentException("crisis-plan.access.wrong-passwords and"
                    + " crisis-plan.access.wrong-passwords-of-an-address must be at least 1");
        }
    }

    @Override
    public String toString() {
        return "AccessSettings[adminPassword=" + (adminPassword == null ? "none" : "given") + ", passwordStrength="
                + passwordStrength + ", wrongPasswords=" + wrongPasswords + ", wrongPasswordsOfAnAddress="
                + wrongPasswordsOfAnAddress + "]";
    }
}
