package org.crisisplan.subscribers;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.crisisplan.statuspage.StatusCache;
import org.crisisplan.subscribers.LinkTokens.Purpose;
import org.crisisplan.subscribers.SubscribePages.Filled;
import org.crisisplan.web.ClientAddress;
import org.crisisplan.web.FloodGate;
import org.crisisplan.web.PageLanguage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * The way in: {@code /subscribe}, and the page behind the link of the confirmation mail. Only its button confirms; programs that open
 * every link of a mail confirm nothing.
 */
@Controller
class SubscribePage {

    private static final Logger LOG = LoggerFactory.getLogger(SubscribePage.class);
    private static final String TOKEN_PAGE = "../../";

    private final SubscribePages pages;
    private final SignUp signUp;
    private final SubscriberRepository subscribers;
    private final RequestMails mails;
    private final LinkTokens tokens;
    private final SubscriberLinks links;
    private final StatusCache site;
    private final FloodGate gate;

    SubscribePage(
            SubscribePages pages,
            SignUp signUp,
            SubscriberRepository subscribers,
            RequestMails mails,
            LinkTokens tokens,
            SubscriberLinks links,
            StatusCache site,
            SubscriberSettings settings,
            Clock clock) {
        this.pages = pages;
        this.signUp = signUp;
        this.subscribers = subscribers;
        this.mails = mails;
        this.tokens = tokens;
        this.links = links;
        this.site = site;
        this.gate = new FloodGate(settings.perMinute(), settings.allPerMinute(), clock);
    }

    @GetMapping("/subscribe")
    ResponseEntity<byte[]> show(HttpServletRequest request) {
        PageLanguage language = PageLanguage.of(request);
        if (request.getParameter("sent") != null) {
            return pages.told(HttpStatus.OK, language, "", "sent");
        }
        return mails.isPossible()
                ? pages.form(HttpStatus.OK, language, Filled.nothing(language))
                : pages.told(HttpStatus.OK, language, "", "off");
    }

    @PostMapping("/subscribe")
    ResponseEntity<byte[]> take(HttpServletRequest request) {
        PageLanguage language = PageLanguage.of(request);
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            return pages.told(HttpStatus.FORBIDDEN, language, "", "refused");
        }
        if (!mails.isPossible()) {
            return pages.told(HttpStatus.SERVICE_UNAVAILABLE, language, "", "off");
        }
        if (!said(request, "website").isEmpty()) {
            // only robots fill in what nobody sees; they shall believe that it worked
            return sent(language);
        }
        Filled filled = filled(request, language);
        Optional<Duration> wait =
                gate.tooMany(ClientAddress.of(request.getRemoteAddr()).name());
        if (wait.isPresent()) {
            return later(HttpStatus.TOO_MANY_REQUESTS, wait.get(), language, filled.because("flood"));
        }
        if (filled.addressWrong() || filled.nothingTicked()) {
            return pages.form(HttpStatus.BAD_REQUEST, language, filled.because("wrong"));
        }
        try {
            signUp.ask(MailAddress.of(filled.address()).orElseThrow(), filled.choice());
        } catch (DataAccessException | TransactionException notKept) {
            LOG.warn("A sign-up could not be kept: {}", notKept.getClass().getSimpleName());
            return later(HttpStatus.SERVICE_UNAVAILABLE, Duration.ofSeconds(30), language, filled.because("later"));
        }
        return sent(language);
    }

    private Filled filled(HttpServletRequest request, PageLanguage language) {
        String address = said(request, "address");
        String spoken = said(request, "language");
        SortedSet<String> ticked = ticked(request, site);
        boolean all = isAll(ticked, site);
        String mailLanguage = spoken.equals("zh") || spoken.equals("en") ? spoken : language.chinese() ? "zh" : "en";
        return new Filled(
                address.length() > MailAddress.LONGEST ? "" : address,
                new Choice(mailLanguage.equals("zh"), all ? new TreeSet<>() : ticked),
                null,
                MailAddress.of(address).isEmpty(),
                !all && ticked.isEmpty());
    }

    /** Components that there are; what else is sent does not count. */
    static SortedSet<String> ticked(HttpServletRequest request, StatusCache site) {
        String[] sent = request.getParameterValues("component");
        SortedSet<String> ticked = new TreeSet<>();
        if (sent != null) {
            for (String key : sent) {
                if (site.snapshot().components().stream()
                        .anyMatch(known -> known.key().equals(key))) {
                    ticked.add(key);
                }
            }
        }
        return ticked;
    }

    /** All boxes mean everything, also what is added later; so does a page without any. */
    static boolean isAll(SortedSet<String> ticked, StatusCache site) {
        return ticked.size() == site.snapshot().components().size();
    }

    private ResponseEntity<byte[]> later(HttpStatus status, Duration wait, PageLanguage language, Filled filled) {
        ResponseEntity<byte[]> form = pages.form(status, language, filled);
        return ResponseEntity.status(status)
                .headers(form.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1))
                .body(form.getBody());
    }

    /** Onto a page that may be loaded again without sending again; the same whatever became of it. */
    private static ResponseEntity<byte[]> sent(PageLanguage language) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("subscribe?sent=1" + language.kept().replace('?', '&')))
                .cacheControl(CacheControl.noStore())
                .build();
    }

    @GetMapping("/subscribe/confirm/{token}")
    ResponseEntity<byte[]> ask(@PathVariable String token, HttpServletRequest request) {
        PageLanguage language = PageLanguage.of(request);
        return tokens.read(Purpose.CONFIRM, token)
                .flatMap(subscribers::request)
                .map(asked -> {
                    SignUp.State state = signUp.stateOf(asked);
                    return state == SignUp.State.READY ? pages.confirm(language, asked) : told(state, asked, language);
                })
                .orElseGet(() -> gone(token, language));
    }

    @PostMapping("/subscribe/confirm/{token}")
    ResponseEntity<byte[]> confirm(@PathVariable String token, HttpServletRequest request) {
        PageLanguage language = PageLanguage.of(request);
        return tokens.read(Purpose.CONFIRM, token)
                .flatMap(subscribers::request)
                .map(asked -> {
                    SignUp.State state = signUp.stateOf(asked);
                    if (state == SignUp.State.READY) {
                        signUp.confirm(asked);
                        state = SignUp.State.DONE;
                    }
                    return told(state, asked, language);
                })
                .orElseGet(() -> gone(token, language));
    }

    private ResponseEntity<byte[]> told(SignUp.State state, Request asked, PageLanguage language) {
        return switch (state) {
            case DONE ->
                pages.told(
                        HttpStatus.OK,
                        language,
                        TOKEN_PAGE,
                        "confirmed",
                        subscribers
                                .byAddress(asked.address())
                                .map(person -> links.manage(person.id(), language.chinese() ? "zh" : "en"))
                                .orElse(null),
                        null);
            case USED -> pages.told(HttpStatus.GONE, language, TOKEN_PAGE, "used");
            default -> pages.told(HttpStatus.GONE, language, TOKEN_PAGE, "expired");
        };
    }

    /** A link of ours that is too old to be known is told apart from one that is cut off. */
    private ResponseEntity<byte[]> gone(String token, PageLanguage language) {
        boolean ours = tokens.read(Purpose.CONFIRM, token).isPresent();
        return pages.told(
                ours ? HttpStatus.GONE : HttpStatus.NOT_FOUND, language, TOKEN_PAGE, ours ? "expired" : "unknown");
    }

    private static String said(HttpServletRequest request, String field) {
        String value = request.getParameter(field);
        return value == null ? "" : value.strip();
    }
}
