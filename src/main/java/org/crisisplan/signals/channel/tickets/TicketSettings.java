package org.crisisplan.signals.channel.tickets;

import java.time.ZoneId;
import java.util.Map;
import org.crisisplan.signals.Signal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tickets are read. Who may post them is a matter of {@code crisis-plan.signals.sources}.
 *
 * @param features what the ticket system's features or categories are called in the plan, such as {@code "Anmeldung": login}
 * @param otherwise what a ticket is about that names no feature and holds no keyword
 * @param zone of moments that are written without one
 * @param longestText so many characters of a text are kept at most
 * @param reporterKey a secret of your own: with it nobody can find out by trying who reported
 */
@ConfigurationProperties("crisis-plan.signals.tickets")
record TicketSettings(
        @DefaultValue Map<String, String> features,
        @DefaultValue("site") String otherwise,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("2000") int longestText,
        @DefaultValue("") String reporterKey) {

    TicketSettings {
        if (longestText < 1 || longestText > Signal.LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "crisis-plan.signals.tickets.longest-text must be from 1 to " + Signal.LONGEST_TEXT);
        }
        if (Signal.subjectOf(otherwise).isEmpty()) {
            throw new IllegalArgumentException("crisis-plan.signals.tickets.otherwise must be a word");
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "TicketSettings[features=%s, otherwise=%s, zone=%s, longestText=%d]"
                .formatted(features, otherwise, zone, longestText);
    }
}
