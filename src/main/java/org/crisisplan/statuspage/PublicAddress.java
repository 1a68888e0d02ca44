package org.crisisplan.statuspage;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Where the public reaches the product is said once, by {@code crisis-plan.statuspage.address}: from it follows where posts elsewhere
 * send their readers. {@code crisis-plan.publish.page}, which said the latter by itself, is still understood.
 */
class PublicAddress implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String ADDRESS = "crisis-plan.statuspage.address";
    static final String PAGE = "crisis-plan.publish.page";

    private static final Logger LOG = LoggerFactory.getLogger(PublicAddress.class);
    private static final String BASE = "crisis-plan.notify.base-url";
    private static final String PATH = "/status";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, Object> follows = following(context.getEnvironment());
        if (!follows.isEmpty()) {
            context.getEnvironment().getPropertySources().addLast(new MapPropertySource("public address", follows));
        }
    }

    static Map<String, Object> following(ConfigurableEnvironment settings) {
        String address = plain(settings.getProperty(ADDRESS, ""));
        String page = plain(settings.getProperty(PAGE, ""));
        Map<String, Object> follows = new HashMap<>();
        if (!page.isEmpty()) {
            String root = page.endsWith(PATH) ? page.substring(0, page.length() - PATH.length()) : "";
            LOG.warn(
                    "{} is old: set {}={} instead; posts then lead to {} below it.",
                    PAGE,
                    ADDRESS,
                    root.isEmpty() ? "https://..." : root,
                    PATH);
            if (!address.isEmpty() && !page.equals(address + PATH)) {
                LOG.warn("Posts lead to {}, but feeds and mails to {}{}. Take {} away.", page, address, PATH, PAGE);
            }
            if (address.isEmpty() && !root.isEmpty()) {
                follows.put(ADDRESS, root);
            }
        } else if (!address.isEmpty()) {
            follows.put(PAGE, address + PATH);
        }
        String base = settings.getProperty(BASE, "");
        if (address.isEmpty() && !follows.containsKey(ADDRESS) && !base.isEmpty()) {
            // our own people open it there; whether the public does, nobody has said, so posts do not lead there
            follows.put(ADDRESS, base);
        }
        return follows;
    }

    private static String plain(String address) {
        return address.strip().replaceAll("/+$", "");
    }
}
