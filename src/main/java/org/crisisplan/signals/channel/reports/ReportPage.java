package org.crisisplan.signals.channel.reports;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.crisisplan.signals.Overloaded;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.channel.reports.ReportSettings.Feature;
import org.crisisplan.signals.channel.reports.ReportView.Filled;
import org.crisisplan.web.FloodGate;
import org.crisisplan.web.PageLanguage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/**
 * The form's address {@code /report}: no login, no session, no cookie, no script. What is sent is one signal; the page never shows
 * what somebody else has sent.
 */
@Controller
@ConditionalOnProperty(name = "crisis-plan.signals.reports.enabled", havingValue = "true")
class ReportPage {

    static final String SOURCE = "reports";
    static final int LONGEST_TEXT = 2_000;

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private static final Logger LOG = LoggerFactory.getLogger(ReportPage.class);

    /** More than anybody means to write is not even shown again. */
    private static final int LONGEST_SHOWN = 10_000;

    private static final Duration A_LITTLE_LATER = Duration.ofSeconds(30);

    private final ReportSettings settings;
    private final Signals signals;
    private final Clock clock;
    private final Visitors visitors;
    private final FormToken tokens;
    private final FloodGate gate;
    private final ReportView view;

    ReportPage(ReportSettings settings, Signals signals, ISpringTemplateEngine templates, Clock clock) {
        this.settings = settings;
        this.signals = signals;
        this.clock = clock;
        this.visitors = new Visitors(settings.secret());
        this.tokens = new FormToken(settings, clock);
        this.gate = new FloodGate(settings.perMinute(), settings.allPerMinute(), clock);
        this.view = new ReportView(templates, settings);
    }

    @GetMapping("/report")
    ResponseEntity<byte[]> show(HttpServletRequest request) {
        PageLanguage language = PageLanguage.of(request);
        return request.getParameter("sent") == null
                ? form(HttpStatus.OK, request, Filled.NOTHING)
                : answer(HttpStatus.OK).body(bytes(view.told(language, "sent")));
    }

    @PostMapping("/report")
    ResponseEntity<byte[]> take(HttpServletRequest request) {
        String visitor = visitor(request);
        String token = request.getParameter("token");
        FormToken.Verdict verdict = tokens.check(token, visitor);
        if (verdict == FormToken.Verdict.FORGED || isFromAnotherSite(request)) {
            return answer(HttpStatus.FORBIDDEN).body(bytes(view.told(PageLanguage.of(request), "refused")));
        }
        if (!said(request, "website").isEmpty()) {
            // only robots fill in what nobody sees; they shall believe that it worked
            return sent(request);
        }
        Filled filled = filled(request);
        Optional<Duration> wait = gate.tooMany(visitor);
        if (wait.isPresent()) {
            return later(HttpStatus.TOO_MANY_REQUESTS, wait.get(), request, filled.because("flood"));
        }
        Feature feature = settings.features().get(filled.feature());
        if (feature == null || filled.featureProblem() != null || filled.textProblem() != null) {
            return form(HttpStatus.BAD_REQUEST, request, filled.because("wrong"));
        }
        if (verdict != FormToken.Verdict.GOOD) {
            return form(HttpStatus.BAD_REQUEST, request, filled.because("again"));
        }
        try {
            signals.accept(SOURCE, List.of(signal(feature, filled, token, visitor)));
        } catch (DataAccessException | Overloaded notKept) {
            LOG.warn("A user's report could not be kept: {}", notKept.getMessage());
            return later(HttpStatus.SERVICE_UNAVAILABLE, A_LITTLE_LATER, request, filled.because("later"));
        }
        return sent(request);
    }

    private Signal signal(Feature feature, Filled filled, String token, String visitor) {
        return new Signal(
                SOURCE,
                Signal.hash(token),
                Kind.REPORT,
                feature.subject(),
                feature.metric(),
                null,
                filled.text(),
                null,
                visitor,
                null,
                null,
                null,
                false,
                clock.instant());
    }

    private Filled filled(HttpServletRequest request) {
        String feature = said(request, "feature");
        // browsers write the end of a line as two characters and count one
        String text = said(request, "text").replace("\r\n", "\n");
        boolean known = settings.features().containsKey(feature);
        return new Filled(
                known ? feature : "",
                text.length() > LONGEST_SHOWN ? "" : text,
                null,
                known ? null : "missing",
                text.length() > LONGEST_TEXT ? "long" : null);
    }

    /** The browser says so itself; the token would stop it too. */
    private static boolean isFromAnotherSite(HttpServletRequest request) {
        return "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }

    private String visitor(HttpServletRequest request) {
        return visitors.nameFor(request.getRemoteAddr());
    }

    private static String said(HttpServletRequest request, String field) {
        String value = request.getParameter(field);
        return value == null ? "" : value.strip();
    }

    private ResponseEntity<byte[]> form(HttpStatus status, HttpServletRequest request, Filled filled) {
        return answer(status).body(page(request, filled));
    }

    private ResponseEntity<byte[]> later(HttpStatus status, Duration wait, HttpServletRequest request, Filled filled) {
        return answer(status)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1))
                .body(page(request, filled));
    }

    private byte[] page(HttpServletRequest request, Filled filled) {
        return bytes(view.form(PageLanguage.of(request), filled, tokens.issue(visitor(request))));
    }

    /** Onto a page that may be loaded again without sending again; relative, so that it holds behind any proxy. */
    private static ResponseEntity<byte[]> sent(HttpServletRequest request) {
        String language = PageLanguage.of(request).kept().replace('?', '&');
        return answer(HttpStatus.SEE_OTHER)
                .location(URI.create("report?sent=1" + language))
                .build();
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "same-origin")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static byte[] bytes(String page) {
        return page.getBytes(StandardCharsets.UTF_8);
    }
}
