package org.crisisplan.audit.print;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.crisisplan.audit.dossier.Block;
import org.crisisplan.audit.dossier.Dossier;
import org.crisisplan.crisis.Crisis;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What stands on a printed dossier beside what is in it. */
@Component
class PrintedWords {

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final MessageSource messages;
    private final Clock clock;

    PrintedWords(MessageSource messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    String heading(Dossier dossier) {
        return (Crisis.isDrill(dossier.number()) ? Crisis.DRILL_MARK + " · " : "") + say(dossier, "dossier.title") + " "
                + dossier.number();
    }

    /** When it was put together, on the clock of the people here and in UTC. */
    String asOf(Dossier dossier) {
        return "%s %s (%s), %s UTC"
                .formatted(
                        say(dossier, "dossier.asOf"),
                        TO_THE_SECOND.format(dossier.at().atZone(clock.getZone())),
                        clock.getZone().getId(),
                        TO_THE_SECOND.format(dossier.at().atOffset(ZoneOffset.UTC)));
    }

    String none(Dossier dossier) {
        return say(dossier, "dossier.none");
    }

    String contents(Dossier dossier) {
        return say(dossier, "dossier.contents");
    }

    String say(Dossier dossier, String key, Object... values) {
        return messages.getMessage(key, values, dossier.language());
    }

    /** A link that opens without the product: a place in the same file, or an address; otherwise empty. */
    static String link(Block.Cell cell) {
        String link = cell.link();
        return link != null && (link.startsWith("#") || isAddress(link)) ? link : "";
    }

    static boolean isAddress(String link) {
        return link.startsWith("https://") || link.startsWith("http://");
    }
}
