package org.crisisplan.notify;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * What links in mails begin with. Where nobody has said it, it is the address this node listens at; where somebody has, it is held
 * against that address, because a wrong one is noticed only by those who need the link.
 */
@Component
class Links {

    private static final Logger LOG = LoggerFactory.getLogger(Links.class);
    private static final String SETTING = "crisis-plan.notify.base-url";
    private static final String SUBJECT = "base-url";

    private final boolean configured;
    private final boolean encrypted;
    private final String listening;
    private final Notices notices;
    private volatile URI base;

    Links(NotifySettings settings, Environment environment, Notices notices) {
        this.base = settings.baseUrl();
        this.configured = Binder.get(environment).bind(SETTING, String.class).isBound();
        this.encrypted = environment.getProperty("server.ssl.enabled", Boolean.class, false)
                || environment.containsProperty("server.ssl.bundle")
                || environment.containsProperty("server.ssl.key-store");
        this.listening = environment.getProperty("server.address", "0.0.0.0");
        this.notices = notices;
    }

    /** @param path from the root, such as {@code /crises} */
    String to(String path) {
        String address = base.toString();
        return (address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + path;
    }

    @EventListener
    void listens(WebServerInitializedEvent started) {
        if (started.getApplicationContext().getServerNamespace() == null) {
            listensAt(started.getWebServer().getPort());
        }
    }

    void listensAt(int port) {
        if (!configured) {
            base = URI.create("%s://%s:%d".formatted(encrypted ? "https" : "http", base.getHost(), port));
        }
        String wrong = wrong(port);
        if (wrong == null) {
            notices.settled(SUBJECT);
            return;
        }
        LOG.warn("Links in mails begin with {}: {}", base, wrong);
        notices.say(new Notice(SUBJECT, base.toString(), List.of(wrong)));
    }

    /** Only what cannot be right: another host may be a proxy in front of this one. */
    private @Nullable String wrong(int port) {
        if (!isLoopback(base.getHost())) {
            return null;
        }
        if (portOf(base) != port) {
            return "this node listens at port %d. Set %s to the address that readers of the mails open."
                    .formatted(port, SETTING);
        }
        return isLoopback(listening)
                ? null
                : "only this machine can open them, and the product listens for others too (%s). Set %s to the address that they open."
                        .formatted(listening, SETTING);
    }

    private static int portOf(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }

    private static boolean isLoopback(@Nullable String host) {
        if (host == null || host.equals("localhost")) {
            return true;
        }
        // anything but an address would be looked up as a name
        if (!host.matches("[0-9.]+|\\[?[0-9a-fA-F:]+]?")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
