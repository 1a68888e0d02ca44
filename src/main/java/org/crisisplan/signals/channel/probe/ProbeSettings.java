package org.crisisplan.signals.channel.probe;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.crisisplan.signals.Signal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which pages are asked.
 *
 * @param pages by short names; none are asked until some are named. A page in a private network must be named in {@code
 *     crisis-plan.signals.outbound.allowed-hosts} as well.
 * @param every so often each page is asked; the table of triggers wants more than one bad look within five minutes
 * @param timeout so long an answer may take, redirects and reading included; then the page counts as unreachable
 * @param reference a page of somebody else that is always there: when it cannot be reached either, our own network is at fault and
 *     nothing is said of the pages
 */
@ConfigurationProperties("crisis-plan.signals.probe")
record ProbeSettings(
        @DefaultValue Map<String, Page> pages,
        @DefaultValue("30s") Duration every,
        @DefaultValue("10s") Duration timeout,
        @Nullable URI reference) {

    private static final Duration MOST_SELDOM = Duration.ofMinutes(2);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

    ProbeSettings {
        pages.keySet().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("crisis-plan.signals.probe.pages." + name
                            + ": a name is up to 50 small letters, digits and '-'");
                });
        if (every.compareTo(Duration.ofSeconds(5)) < 0 || every.compareTo(MOST_SELDOM) > 0) {
            throw new IllegalArgumentException("crisis-plan.signals.probe.every must be from 5s to 2m");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofSeconds(60)) > 0) {
            throw new IllegalArgumentException("crisis-plan.signals.probe.timeout must be from 1s to 60s");
        }
        if (reference != null) {
            web("reference", reference);
        }
    }

    /**
     * One page.
     *
     * @param address what a user's browser would ask for
     * @param subject what its signals are about: {@code site}, {@code payment}, {@code order}, {@code login}
     */
    record Page(URI address, @DefaultValue("site") String subject) {

        Page {
            if (address == null) {
                throw new IllegalArgumentException("Each of crisis-plan.signals.probe.pages needs an address");
            }
            web("pages", address);
            if (!subject.equals(Signal.subjectOf(subject))) {
                throw new IllegalArgumentException(
                        "A subject in crisis-plan.signals.probe.pages must be words of small letters and digits, joined by '-'");
            }
        }
    }

    private static void web(String where, URI address) {
        boolean ofTheWeb =
                "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!ofTheWeb || address.getHost() == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException("An address in crisis-plan.signals.probe." + where
                    + " must begin with http:// or https:// and a host's name, without a user");
        }
    }
}
