package org.crisisplan.notify;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.notify.Delivery.State;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page {@code /outbox}: every mail as its reader gets it and how far it got, also when there is no mail server at all. */
@Controller
class OutboxPage {

    private static final int SIZE = 25;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final DeliveryRepository deliveries;
    private final SendMail sendMail;
    private final Clock clock;
    private final Pattern link;

    OutboxPage(DeliveryRepository deliveries, SendMail sendMail, NotifySettings settings, Clock clock) {
        this.deliveries = deliveries;
        this.sendMail = sendMail;
        this.clock = clock;
        this.link = Pattern.compile("(.*?)(" + Pattern.quote(settings.link("/")) + "\\S*)(.*)");
    }

    /** A point in time, for machines and for people. */
    record Moment(String iso, String text) {}

    /**
     * A line of a mail.
     *
     * @param link an address of the product that the line names, to follow from the page
     */
    record Line(String before, @Nullable String link, String after) {}

    /** A mail as the page shows it. */
    record Shown(
            Delivery mail,
            String kind,
            String state,
            Moment created,
            @Nullable Moment sent,
            List<Line> lines) {}

    @GetMapping("/outbox")
    String outbox(
            @RequestParam Optional<String> state,
            @RequestParam(defaultValue = "0") int page,
            Principal reader,
            Model model) {
        if (page < 0) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Pages are counted from 0");
        }
        State wanted = state.map(OutboxPage::state).orElse(null);
        long total = deliveries.count(wanted);
        model.addAttribute("state", wanted == null ? null : wanted.word());
        model.addAttribute(
                "mails",
                deliveries.page(wanted, page, SIZE).stream().map(this::shown).toList());
        model.addAttribute("page", page);
        model.addAttribute("pages", Math.max(1, (total + SIZE - 1) / SIZE));
        model.addAttribute("total", total);
        model.addAttribute("failed", deliveries.count(State.FAILED));
        model.addAttribute("noServer", !sendMail.isPossible());
        model.addAttribute("zone", clock.getZone().getId());
        return "notify/outbox";
    }

    private static State state(String word) {
        try {
            return State.of(word);
        } catch (IllegalArgumentException unknown) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "A mail is waiting, sent or failed", unknown);
        }
    }

    private Shown shown(Delivery mail) {
        return new Shown(
                mail,
                mail.kind().word(),
                mail.state().word(),
                moment(mail.created()),
                mail.sentAt() == null ? null : moment(mail.sentAt()),
                mail.body().lines().map(this::line).toList());
    }

    private Line line(String text) {
        Matcher found = link.matcher(text);
        return found.matches() ? new Line(found.group(1), found.group(2), found.group(3)) : new Line(text, null, "");
    }

    private Moment moment(Instant at) {
        return new Moment(at.toString(), DAY_AND_TIME.format(at.atZone(clock.getZone())));
    }
}
