package org.crisisplan.statuspage;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the public page says of itself.
 *
 * @param address where the public reaches the product, without {@code /status}; links in feeds and JSON begin with it, and so do the
 *     ids of the feeds' entries: readers of a feed see everything anew when it changes. Posts on other channels lead below it too, if
 *     somebody has set it; by default it is where links in mails to our own people lead
 */
@ConfigurationProperties("crisis-plan.statuspage")
public record StatusPageSettings(
        @DefaultValue("http://127.0.0.1:8080") URI address) {

    /** @param path from the root, such as {@code /status} */
    public String to(String path) {
        String base = address.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    /** An id that stays, by RFC 4151. */
    public String id(String what) {
        String host = address.getHost() == null ? "localhost" : address.getHost();
        return "tag:" + host + ",2026:status/" + what;
    }
}
