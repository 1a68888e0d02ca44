package org.crisisplan.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who gets in.
 *
 * @param adminPassword the first administrator's password; when absent, one is generated at the first start and printed once in the
 *     log. It is read at the first start only: change it later in Admin.
 */
@ConfigurationProperties("crisis-plan.access")
record AccessSettings(@Nullable String adminPassword) {

    @Override
    public String toString() {
        return "AccessSettings[adminPassword=" + (adminPassword == null ? "none" : "given") + "]";
    }
}
