package org.crisisplan.subscribers;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.crisisplan.statuspage.StatusCache;
import org.crisisplan.subscribers.LinkTokens.Purpose;
import org.crisisplan.web.PageLanguage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * What a subscriber does by the links in each mail: change what is told, leave, be forgotten. Leaving works for ever and for mail
 * programs with one request (RFC 8058); it needs no login, cookie or token of a form.
 */
@Controller
class SubscriptionPage {

    private static final String MANAGE = "../../";
    private static final String ERASE = "../../../";
    private static final String UNSUBSCRIBE = "../";

    private final SubscribePages pages;
    private final SubscriberRepository subscribers;
    private final LinkTokens tokens;
    private final StatusCache site;
    private final TransactionTemplate transaction;

    SubscriptionPage(
            SubscribePages pages,
            SubscriberRepository subscribers,
            LinkTokens tokens,
            StatusCache site,
            TransactionTemplate transaction) {
        this.pages = pages;
        this.subscribers = subscribers;
        this.tokens = tokens;
        this.site = site;
        this.transaction = transaction;
    }

    @GetMapping("/unsubscribe/{token}")
    ResponseEntity<byte[]> ask(@PathVariable String token, HttpServletRequest request) {
        PageLanguage language = PageLanguage.of(request);
        Optional<String> id = tokens.read(Purpose.UNSUBSCRIBE, token);
        if (id.isEmpty()) {
            return pages.told(HttpStatus.NOT_FOUND, language, UNSUBSCRIBE, "unknown");
        }
        return subscribers
                .find(id.get())
                .filter(Subscriber::isTold)
                .map(person -> pages.unsubscribe(language, person.address()))
                .orElseGet(() -> pages.told(HttpStatus.OK, language, UNSUBSCRIBE, "unsubscribed"));
    }

    /** The same answer whether there is anybody left to leave. */
    @PostMapping("/unsubscribe/{token}")
    ResponseEntity<byte[]> leave(@PathVariable String token, HttpServletRequest request) {
        PageLanguage language = PageLanguage.of(request);
        Optional<String> id = tokens.read(Purpose.UNSUBSCRIBE, token);
        if (id.isEmpty()) {
            return pages.told(HttpStatus.NOT_FOUND, language, UNSUBSCRIBE, "unknown");
        }
        subscribers.optOut(id.get());
        return pages.told(HttpStatus.OK, language, UNSUBSCRIBE, "unsubscribed");
    }

    @GetMapping("/subscribe/manage/{token}")
    ResponseEntity<byte[]> manage(@PathVariable String token, HttpServletRequest request) {
        return known(
                token,
                request,
                MANAGE,
                (person, language) -> shown(HttpStatus.OK, language, person, person.choice(), null));
    }

    @PostMapping("/subscribe/manage/{token}")
    ResponseEntity<byte[]> change(@PathVariable String token, HttpServletRequest request) {
        return known(token, request, MANAGE, (person, language) -> {
            if (!person.isTold()) {
                return pages.told(HttpStatus.CONFLICT, language, MANAGE, "left");
            }
            SortedSet<String> ticked = SubscribePage.ticked(request, site);
            boolean all = SubscribePage.isAll(ticked, site);
            var choice = new Choice("zh".equals(request.getParameter("language")), all ? new TreeSet<>() : ticked);
            if (!all && ticked.isEmpty()) {
                return shown(HttpStatus.BAD_REQUEST, language, person, choice, "nothing");
            }
            transaction.executeWithoutResult(status -> subscribers.change(person.id(), choice));
            return shown(HttpStatus.OK, language, person, choice, "saved");
        });
    }

    @PostMapping("/subscribe/manage/{token}/erase")
    ResponseEntity<byte[]> erase(@PathVariable String token, HttpServletRequest request) {
        return known(token, request, ERASE, (person, language) -> {
            transaction.executeWithoutResult(status -> subscribers.erase(person.id()));
            return pages.told(HttpStatus.OK, language, ERASE, "erased");
        });
    }

    private ResponseEntity<byte[]> shown(
            HttpStatus status, PageLanguage language, Subscriber person, Choice choice, @Nullable String said) {
        return pages.manage(
                status,
                language,
                person,
                choice,
                "../../unsubscribe/" + tokens.make(Purpose.UNSUBSCRIBE, person.id()) + language.kept(),
                tokens.make(Purpose.MANAGE, person.id()) + "/erase" + language.kept(),
                said);
    }

    private ResponseEntity<byte[]> known(
            String token,
            HttpServletRequest request,
            String root,
            BiFunction<Subscriber, PageLanguage, ResponseEntity<byte[]>> answer) {
        PageLanguage language = PageLanguage.of(request);
        Optional<String> id = tokens.read(Purpose.MANAGE, token);
        if (id.isEmpty()) {
            return pages.told(HttpStatus.NOT_FOUND, language, root, "unknown");
        }
        return subscribers
                .find(id.get())
                .map(person -> answer.apply(person, language))
                .orElseGet(() -> pages.told(HttpStatus.GONE, language, root, "nobody"));
    }
}
