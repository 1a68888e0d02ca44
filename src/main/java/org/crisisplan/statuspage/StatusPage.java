package org.crisisplan.statuspage;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.crisisplan.web.PageLanguage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The public page's addresses: {@code /status} and {@code /status/CR-...}. No login, no session, no cookie, no script. */
@Controller
class StatusPage {

    static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final String RENEWED_EVERY_SECONDS = "60";
    private static final Duration STALE_AFTER = Duration.ofSeconds(60);
    private static final Duration SHOWN_BY_CACHES = Duration.ofSeconds(5);

    private final StatusCache state;
    private final StatusPageView view;
    private final Clock clock;
    private volatile Written written = new Written(null, new ConcurrentHashMap<>());

    StatusPage(StatusCache state, StatusPageView view, Clock clock) {
        this.state = state;
        this.view = view;
        this.clock = clock;
    }

    /** Pages of one snapshot, each written once however many people read it. */
    private record Written(@Nullable StatusSnapshot of, Map<Key, byte[]> pages) {}

    @GetMapping("/status")
    ResponseEntity<byte[]> overview(HttpServletRequest request) {
        StatusSnapshot snapshot = state.snapshot();
        PageLanguage language = PageLanguage.of(request);
        boolean stale = stale(snapshot);
        return answer(
                HttpStatus.OK, snapshot, new Key("", language, stale), () -> view.overview(snapshot, language, stale));
    }

    @GetMapping("/status/{number}")
    ResponseEntity<byte[]> crisis(@PathVariable String number, HttpServletRequest request) {
        StatusSnapshot snapshot = state.snapshot();
        PageLanguage language = PageLanguage.of(request);
        boolean stale = stale(snapshot);
        return snapshot.crisis(number)
                .map(crisis -> answer(
                        HttpStatus.OK,
                        snapshot,
                        new Key(crisis.number(), language, stale),
                        () -> view.crisis(snapshot, crisis, language, stale)))
                .orElseGet(() -> answer(
                        HttpStatus.NOT_FOUND,
                        snapshot,
                        new Key("?", language, stale),
                        () -> view.unknown(snapshot, language, stale)));
    }

    private record Key(String page, PageLanguage language, boolean stale) {}

    private ResponseEntity<byte[]> answer(
            HttpStatusCode status, StatusSnapshot snapshot, Key key, Supplier<String> page) {
        byte[] body =
                pagesOf(snapshot).computeIfAbsent(key, missing -> page.get().getBytes(StandardCharsets.UTF_8));
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.maxAge(SHOWN_BY_CACHES).cachePublic())
                .eTag(DigestUtils.md5DigestAsHex(body))
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                // the browser asks anew by itself and keeps the place on the page; no script that could be blocked, or
                // break
                .header("Refresh", RENEWED_EVERY_SECONDS)
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .body(body);
    }

    // each look at the database makes another snapshot; which posts it holds need not be compared
    @SuppressWarnings("ReferenceEquality")
    private Map<Key, byte[]> pagesOf(StatusSnapshot snapshot) {
        Written now = written;
        if (now.of() != snapshot) {
            now = new Written(snapshot, new ConcurrentHashMap<>());
            written = now;
        }
        return now.pages();
    }

    private boolean stale(StatusSnapshot snapshot) {
        return Duration.between(snapshot.asOf(), clock.instant()).compareTo(STALE_AFTER) > 0;
    }
}
