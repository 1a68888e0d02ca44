package org.crisisplan.subscribers;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.crisisplan.mailing.RecipientRow;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.site.SiteComponent;
import org.crisisplan.statuspage.StatusCache;
import org.crisisplan.web.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page {@code /subscribers}: how many there are, for all who read crises; who they are, masked, and the webhooks, for administrators.
 * An address is shown whole only when it is asked for, and that is recorded.
 */
@Controller
class SubscribersPage {

    private static final int SIZE = 25;
    private static final int ACTS = 20;
    private static final int CALLS = 5;
    private static final int SECRET_BYTES = 32;
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final SubscriberRepository subscribers;
    private final WebhookRepository webhooks;
    private final FailingWebhooks failing;
    private final SubscriberActs acts;
    private final SubscriberMails mails;
    private final RequestMails requests;
    private final OutboundHttpClient outbound;
    private final StatusCache site;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SubscribersPage(
            SubscriberRepository subscribers,
            WebhookRepository webhooks,
            FailingWebhooks failing,
            SubscriberActs acts,
            SubscriberMails mails,
            RequestMails requests,
            OutboundHttpClient outbound,
            StatusCache site,
            TransactionTemplate transaction,
            Clock clock) {
        this.subscribers = subscribers;
        this.webhooks = webhooks;
        this.failing = failing;
        this.acts = acts;
        this.mails = mails;
        this.requests = requests;
        this.outbound = outbound;
        this.site = site;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A subscriber as administrators see it. */
    record Person(String id, String masked, String language, String wanted, String since, boolean told) {}

    /** An attempt as the page shows it. */
    record Attempt(String title, String state, int attempts, String at, String problem) {}

    /** A webhook as the page shows it: never its address or secret. */
    record Program(
            String id, String host, String wanted, String by, String since, String state, List<Attempt> attempts) {}

    /** What an administrator did. */
    record Done(String at, String who, String act, String about) {}

    @GetMapping("/subscribers")
    String show(@RequestParam(required = false) String after, Authentication login, Locale language, Model page) {
        boolean administrator = CurrentUser.of(login).readsSubscribers();
        page.addAttribute("counts", subscribers.counts());
        page.addAttribute("noServer", !requests.isPossible());
        page.addAttribute("administrator", administrator);
        page.addAttribute("zone", clock.getZone().getId());
        if (administrator) {
            List<Subscriber> shown = subscribers.page(after, SIZE + 1);
            page.addAttribute(
                    "people",
                    shown.stream().limit(SIZE).map(one -> person(one, language)).toList());
            page.addAttribute("next", shown.size() > SIZE ? shown.get(SIZE - 1).id() : null);
            page.addAttribute("first", after == null);
            page.addAttribute(
                    "programs",
                    webhooks.all().stream().map(one -> program(one, language)).toList());
            page.addAttribute("components", components(language));
            page.addAttribute(
                    "acts",
                    acts.latest(ACTS).stream()
                            .map(act -> new Done(time(act.at()), act.who(), act.act(), act.about()))
                            .toList());
        }
        return "subscribers/subscribers";
    }

    /** Whether an address that somebody names is subscribed; administrators ask for somebody who wants to know or to be erased. */
    @PostMapping("/subscribers/find")
    String find(@RequestParam String address, Locale language, Authentication login, RedirectAttributes answer) {
        Optional<Subscriber> found = MailAddress.of(address).flatMap(subscribers::byAddress);
        transaction.executeWithoutResult(
                status -> acts.add(CurrentUser.of(login).user(), "find", ""));
        answer.addFlashAttribute("searched", true);
        found.ifPresent(one -> answer.addFlashAttribute("found", person(one, language)));
        return "redirect:/subscribers";
    }

    @PostMapping("/subscribers/{id}/show")
    String reveal(@PathVariable String id, Authentication login, RedirectAttributes answer) {
        MailAddress address = subscribers
                .find(id)
                .map(Subscriber::address)
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Nobody is subscribed by this id"));
        transaction.executeWithoutResult(
                status -> acts.add(CurrentUser.of(login).user(), "show", ""));
        answer.addFlashAttribute("shown", address.text());
        return "redirect:/subscribers";
    }

    @PostMapping("/subscribers/{id}/erase")
    String erase(@PathVariable String id, Authentication login, RedirectAttributes answer) {
        transaction.executeWithoutResult(status -> {
            if (subscribers.find(id).isPresent()) {
                subscribers.erase(id);
                acts.add(CurrentUser.of(login).user(), "erase", "");
            }
        });
        answer.addFlashAttribute("erased", true);
        return "redirect:/subscribers";
    }

    @PostMapping("/subscribers/webhooks")
    String register(
            @RequestParam String address,
            @RequestParam(required = false) List<String> component,
            Authentication login,
            RedirectAttributes answer) {
        Optional<String> problem = problemOf(address.strip());
        if (problem.isPresent()) {
            answer.addFlashAttribute("webhookProblem", problem.get());
            answer.addFlashAttribute("webhookAddress", address);
            return "redirect:/subscribers";
        }
        URI where = URI.create(address.strip());
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(bytes);
        Arrays.fill(bytes, (byte) 0);
        transaction.executeWithoutResult(status -> {
            webhooks.add(where, secret, choice(component), CurrentUser.of(login).user());
            acts.add(CurrentUser.of(login).user(), "webhook-added", where.getHost());
        });
        answer.addFlashAttribute("secret", secret);
        return "redirect:/subscribers";
    }

    /** @return the end of a message key */
    private Optional<String> problemOf(String address) {
        try {
            URI where = URI.create(address);
            boolean safe = "https".equals(where.getScheme()) || outbound.isAllowedInPrivate(where);
            if (!safe || where.getHost() == null || where.getUserInfo() != null || address.length() > 2000) {
                return Optional.of("https");
            }
            outbound.check(where);
            return Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.of("https");
        } catch (IOException refused) {
            return Optional.of("refused");
        }
    }

    private Choice choice(@Nullable List<String> ticked) {
        SortedSet<String> known = new TreeSet<>(ticked == null ? List.of() : ticked);
        known.retainAll(
                site.snapshot().components().stream().map(SiteComponent::key).toList());
        return new Choice(true, SubscribePage.isAll(known, site) ? new TreeSet<>() : known);
    }

    /** @param become {@code on} or {@code off} */
    @PostMapping("/subscribers/webhooks/{id}/{become}")
    String turn(@PathVariable String id, @PathVariable String become, Authentication login) {
        Webhook webhook = webhooks.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such webhook"));
        transaction.executeWithoutResult(status -> {
            switch (become) {
                case "on" -> webhooks.become(id, Webhook.State.ON);
                case "off" -> webhooks.become(id, Webhook.State.OFF);
                case "remove" -> webhooks.remove(id);
                default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND, "A webhook is on, off or removed");
            }
            acts.add(CurrentUser.of(login).user(), "webhook-" + become, webhook.host());
        });
        failing.look();
        return "redirect:/subscribers";
    }

    private Person person(Subscriber one, Locale language) {
        MailAddress address = one.address();
        return new Person(
                one.id(),
                address == null ? "" : address.masked(),
                one.choice().language(),
                mails.wanted(one.choice(), language),
                time(one.confirmedAt()),
                one.isTold());
    }

    private Program program(Webhook one, Locale language) {
        return new Program(
                one.id(),
                one.host(),
                mails.wanted(one.choice(), language),
                one.registeredBy(),
                time(one.stateSince()),
                one.state().word(),
                failing.calls(one.id()).stream()
                        .limit(CALLS)
                        .map(call -> attempt(call, language))
                        .toList());
    }

    private Attempt attempt(FailingWebhooks.Call call, Locale language) {
        RecipientRow row = call.row();
        String wanted = language.getLanguage().equals("zh") ? "zh" : "en";
        String title = call.mailing().texts().stream()
                .filter(text -> text.language().equals(wanted))
                .findFirst()
                .orElse(call.mailing().texts().get(0))
                .subject();
        return new Attempt(
                title,
                row.state().word(),
                row.attempts(),
                row.settledAt() == null ? "" : time(row.settledAt()),
                row.problem() == null ? "" : row.problem());
    }

    private List<SubscribePages.Box> components(Locale language) {
        boolean chinese = language.getLanguage().equals("zh");
        return site.snapshot().components().stream()
                .map(component -> new SubscribePages.Box(component.key(), component.name(chinese), "", true))
                .toList();
    }

    private String time(Instant at) {
        return DAY_AND_TIME.format(at.atZone(clock.getZone()));
    }
}
