package org.crisisplan.mailing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of our own servers are there: one that is away is left alone for a while, for all recipients together. */
class Servers {

    /** What everything leaves by. */
    enum Server {
        MAIL("No mail server is configured (spring.mail.host); what is to go by mail is kept. 未配置邮件服务器，邮件已保留。"),
        GATEWAY(
                "No gateway for short messages is configured (crisis-plan.mailing.gateway); what is to go by it is kept. 未配置短信或推送网关，消息已保留。");

        private final String missing;

        Server(String missing) {
            this.missing = missing;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<Server, Boolean> configured;
    private final MailingSettings settings;
    private final Clock clock;
    private final Map<Server, Away> away = new EnumMap<>(Server.class);

    private record Away(String why, int times, Instant until) {}

    Servers(boolean mail, boolean gateway, MailingSettings settings, Clock clock) {
        this.configured = Map.of(Server.MAIL, mail, Server.GATEWAY, gateway);
        this.settings = settings;
        this.clock = clock;
    }

    /** What the message leaves by; nothing if it is the recipient's own. */
    @Nullable Server of(PersonalMessage message) {
        if (message instanceof PersonalMessage.Mail) {
            return Server.MAIL;
        }
        return message instanceof PersonalMessage.Notice ? Server.GATEWAY : null;
    }

    boolean isConfigured(Server server) {
        return Boolean.TRUE.equals(configured.get(server));
    }

    /** @throws NobodyThere if it is not worth trying now */
    synchronized void check(Server server) throws NobodyThere {
        if (!isConfigured(server)) {
            throw new NobodyThere(server.missing, null);
        }
        Away found = away.get(server);
        if (found != null && clock.instant().isBefore(found.until())) {
            throw new NobodyThere(found.why(), null);
        }
    }

    synchronized void isAway(Server server, String why) {
        Away before = away.get(server);
        if (before != null && clock.instant().isBefore(before.until())) {
            return;
        }
        int times = before == null ? 1 : before.times() + 1;
        Duration pause = settings.pauseAfter(times);
        if (times == 1) {
            LOG.error("What people outside are to be told waits: {}", why);
        }
        away.put(server, new Away(why, times, clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause)));
    }

    synchronized void isThere(Server server) {
        if (away.remove(server) != null) {
            LOG.info("What people outside are to be told goes out again.");
        }
    }

    synchronized Instant awayUntil(Server server) {
        Away found = away.get(server);
        return found == null ? clock.instant().plus(settings.pauseAfter(1)) : found.until();
    }

    synchronized String why(Server server) {
        Away found = away.get(server);
        return found == null ? server.missing : found.why();
    }
}
