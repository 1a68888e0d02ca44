package org.crisisplan.statuspage;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.crisisplan.web.PageLanguage;
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

/**
 * The public page's addresses: {@code /status}, {@code /status/history} and {@code /status/CR-...}. No login, no session, no cookie, no
 * script.
 */
@Controller
class StatusPage {

    static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final String RENEWED_EVERY_SECONDS = "60";

    private final StatusCache state;
    private final StatusPageView view;
    private final DataAnswers answers;
    private final WrittenOnce<Key> written = new WrittenOnce<>();

    StatusPage(StatusCache state, StatusPageView view, DataAnswers answers) {
        this.state = state;
        this.view = view;
        this.answers = answers;
    }

    @GetMapping("/status")
    ResponseEntity<byte[]> overview(HttpServletRequest request) {
        StatusSnapshot snapshot = state.snapshot();
        Reader reader = reader(request, snapshot);
        var links = PageLinks.served("", PageLinks.OVERVIEW, reader.language());
        return answer(
                HttpStatus.OK, snapshot, new Key("", reader), () -> view.overview(snapshot, links, reader.stale()));
    }

    @GetMapping("/status/history")
    ResponseEntity<byte[]> history(HttpServletRequest request) {
        StatusSnapshot snapshot = state.snapshot();
        Reader reader = reader(request, snapshot);
        var links = PageLinks.served("../", PageLinks.HISTORY, reader.language());
        return answer(
                HttpStatus.OK,
                snapshot,
                new Key(PageLinks.HISTORY, reader),
                () -> view.history(snapshot, links, reader.stale()));
    }

    @GetMapping("/status/{number}")
    ResponseEntity<byte[]> crisis(@PathVariable String number, HttpServletRequest request) {
        StatusSnapshot snapshot = state.snapshot();
        Reader reader = reader(request, snapshot);
        var links = PageLinks.served("../", number, reader.language());
        return snapshot.crisis(number)
                .map(crisis -> answer(
                        HttpStatus.OK,
                        snapshot,
                        new Key(crisis.number(), reader),
                        () -> view.crisis(snapshot, crisis, links, reader.stale())))
                .orElseGet(() -> answer(
                        HttpStatus.NOT_FOUND,
                        snapshot,
                        new Key("?", reader),
                        () -> view.unknown(snapshot, links, reader.stale())));
    }

    private record Reader(PageLanguage language, boolean stale) {}

    private record Key(String page, Reader reader) {}

    private Reader reader(HttpServletRequest request, StatusSnapshot snapshot) {
        return new Reader(PageLanguage.of(request), answers.isStale(snapshot));
    }

    private ResponseEntity<byte[]> answer(
            HttpStatusCode status, StatusSnapshot snapshot, Key key, Supplier<String> page) {
        byte[] body = written.of(snapshot, key, () -> page.get().getBytes(StandardCharsets.UTF_8));
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.maxAge(DataAnswers.SHOWN_BY_CACHES).cachePublic())
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
}
