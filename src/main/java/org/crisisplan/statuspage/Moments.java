package org.crisisplan.statuspage;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How moments are written for readers: by UTC and by the zone of the site. */
@Component
public class Moments {

    private final Clock clock;

    Moments(Clock clock) {
        this.clock = clock;
    }

    /** A moment on both clocks, and for machines. */
    public record Moment(String iso, String utc, String local) {}

    public Moment at(Instant moment, Locale locale) {
        var minute = DateTimeFormatter.ofPattern(
                locale.equals(Locale.CHINESE) ? "uuuu年M月d日 HH:mm" : "d MMM uuuu, HH:mm", locale);
        return new Moment(
                moment.toString(),
                minute.format(moment.atOffset(ZoneOffset.UTC)),
                minute.format(moment.atZone(clock.getZone())));
    }

    /** Both clocks in one line of text. */
    public String inWords(Instant moment, Locale locale) {
        Moment both = at(moment, locale);
        return both.utc() + " UTC · " + both.local() + " " + zone(locale);
    }

    /** The month a moment belongs to in the zone of the site, as a heading. */
    public String month(Instant moment, Locale locale) {
        return DateTimeFormatter.ofPattern(locale.equals(Locale.CHINESE) ? "uuuu年M月" : "MMMM uuuu", locale)
                .format(moment.atZone(clock.getZone()));
    }

    /** What readers call the zone of the site. */
    public String zone(Locale locale) {
        return clock.getZone().getDisplayName(TextStyle.FULL_STANDALONE, locale);
    }

    public String zoneId() {
        return clock.getZone().getId();
    }
}
