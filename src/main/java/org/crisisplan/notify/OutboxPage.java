package org.crisisplan.notify;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.notify.Delivery.State;
import org.crisisplan.notify.Delivery.Way;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page {@code /outbox}: every mail as its reader gets it and how far it got, also when there is no mail server at all. */
@Controller
class OutboxPage {

    private static final int SIZE = 25;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final DeliveryRepository deliveries;
    private final SendMail sendMail;
    private final Clock clock;
    private final Links links;

    OutboxPage(DeliveryRepository deliveries, SendMail sendMail, Links links, Clock clock) {
        this.deliveries = deliveries;
        this.sendMail = sendMail;
        this.clock = clock;
        this.links = links;
    }

    /** A point in time, for machines and for people. */
    record Moment(String iso, String text) {}

    /**
     * A line of a mail.
     *
     * @param link an address of the product that the line names, to follow from the page
     */
    record Line(String before, @Nullable String link, String after) {}

    /**
     * A mail as the page shows it.
     *
     * @param chat whether it goes to a chat room
     * @param toldIn the subject of the one in whose message it is told
     * @param tells the subjects of what its own message tells beside it
     */
    record Shown(
            Delivery mail,
            boolean chat,
            @Nullable String toldIn,
            List<String> tells,
            String kind,
            String state,
            Moment created,
            @Nullable Moment sent,
            List<Line> lines) {}

    @GetMapping("/outbox")
    String outbox(
            @RequestParam Optional<String> state,
            @RequestParam(defaultValue = "0") int page,
            Authentication reader,
            Model model) {
        if (page < 0) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Pages are counted from 0");
        }
        State wanted = state.map(OutboxPage::state).orElse(null);
        long total = deliveries.count(wanted);
        model.addAttribute("state", wanted == null ? null : wanted.word());
        List<Delivery> mails = deliveries.page(wanted, page, SIZE);
        Map<String, List<Delivery>> together = deliveries.together(mails);
        model.addAttribute(
                "mails", mails.stream().map(mail -> shown(mail, together)).toList());
        model.addAttribute("page", page);
        model.addAttribute("pages", Math.max(1, (total + SIZE - 1) / SIZE));
        model.addAttribute("total", total);
        model.addAttribute("failed", deliveries.count(State.FAILED));
        model.addAttribute("mayAct", CurrentUser.of(reader).sendsMailsAgain());
        model.addAttribute("noServer", !sendMail.isPossible());
        model.addAttribute("zone", clock.getZone().getId());
        return "notify/outbox";
    }

    /** Once more to the same address, such as after the mail server was repaired. */
    @PostMapping("/outbox/{id}/send-again")
    String sendAgain(@PathVariable String id, RedirectAttributes answer) {
        if (!deliveries.sendAgain(id, clock.instant())) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Only a mail that failed can be sent again");
        }
        answer.addFlashAttribute("sentAgain", true);
        return "redirect:/outbox";
    }

    private static State state(String word) {
        try {
            return State.of(word);
        } catch (IllegalArgumentException unknown) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "A mail is waiting, sent or failed", unknown);
        }
    }

    private Shown shown(Delivery mail, Map<String, List<Delivery>> together) {
        String first = mail.sentWith() == null ? mail.id() : mail.sentWith();
        List<Delivery> others = together.getOrDefault(first, List.of()).stream()
                .filter(other -> !other.id().equals(mail.id()))
                .toList();
        return new Shown(
                mail,
                mail.way() == Way.CHAT,
                mail.sentWith() == null
                        ? null
                        : others.stream()
                                .filter(other -> other.id().equals(first))
                                .map(Delivery::subject)
                                .findFirst()
                                .orElse(null),
                mail.sentWith() != null
                        ? List.of()
                        : others.stream().map(Delivery::subject).toList(),
                mail.kind().word(),
                mail.state().word(),
                moment(mail.created()),
                mail.sentAt() == null ? null : moment(mail.sentAt()),
                SecretLinks.hidden(mail.body()).lines().map(this::line).toList());
    }

    private Line line(String text) {
        Matcher found = Pattern.compile("(.*?)(" + Pattern.quote(links.to("/")) + "\\S*)(.*)")
                .matcher(text);
        return found.matches() ? new Line(found.group(1), found.group(2), found.group(3)) : new Line(text, null, "");
    }

    private Moment moment(Instant at) {
        return new Moment(at.toString(), DAY_AND_TIME.format(at.atZone(clock.getZone())));
    }
}
