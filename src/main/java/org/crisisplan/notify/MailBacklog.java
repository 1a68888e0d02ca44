package org.crisisplan.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.crisisplan.notify.DeliveryRepository.Backlog;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.springframework.stereotype.Component;

/** Says on every page that mails do not go out, so that people are reached another way before anybody wonders why nobody answers. */
@Component
class MailBacklog {

    static final String SUBJECT = "mail";

    private static final Duration LATE = Duration.ofMinutes(3);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final DeliveryRepository deliveries;
    private final Notices notices;
    private final Clock clock;

    MailBacklog(DeliveryRepository deliveries, Notices notices, Clock clock) {
        this.deliveries = deliveries;
        this.notices = notices;
        this.clock = clock;
    }

    void check() {
        Backlog backlog = deliveries.backlog(clock.instant().minus(LATE));
        if (backlog.oldest() == null) {
            notices.settled(SUBJECT);
            return;
        }
        List<String> details = new ArrayList<>();
        // what it is says the notice itself, in the reader's language
        details.add(String.valueOf(backlog.mails()));
        if (backlog.answer() != null) {
            details.add(backlog.answer());
        }
        notices.say(Notice.forEverybody(
                SUBJECT, DAY_AND_TIME.format(backlog.oldest().atZone(clock.getZone())), details));
    }
}
