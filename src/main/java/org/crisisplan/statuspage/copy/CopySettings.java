package org.crisisplan.statuspage.copy;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a copy of the public page is kept; nowhere, unless one of both is set. Files are written on each change.
 *
 * @param folder that a web server or a CDN serves, without a slash at its end; it is created if need be
 * @param put the address below which the files are put, by WebDAV or to an S3-compatible store; must not be on this node to be of use
 * @param user for {@code put}, by HTTP Basic
 * @param token for {@code put} instead of user and password, as a bearer
 * @param query for {@code put}, what each address ends in after a question mark, such as a signature that holds for all of them
 * @param every how often the files are written although nothing has changed, so that their age tells whether we live
 * @param within how long one file may take on its way
 */
@ConfigurationProperties("crisis-plan.statuspage.copy")
record CopySettings(
        @DefaultValue("") String folder,
        @Nullable URI put,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("") String token,
        @DefaultValue("") String query,
        @DefaultValue("5m") Duration every,
        @DefaultValue("10s") Duration within) {

    CopySettings {
        if (put != null && (put.getScheme() == null || !put.getScheme().matches("https?") || put.getHost() == null)) {
            throw new IllegalArgumentException("crisis-plan.statuspage.copy.put must be an address that begins with"
                    + " https:// or http://, but is " + put);
        }
    }

    @Override
    public String toString() {
        return "folder " + folder + ", put " + put;
    }
}
