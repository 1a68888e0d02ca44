package org.crisisplan.statuspage;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;
import org.crisisplan.web.PageLanguage;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;

/**
 * Answers for machines from the same memory as the public page: any site may read them, caches know what has not changed, and a header
 * says when they are old.
 */
@Component
public class DataAnswers {

    static final Duration STALE_AFTER = Duration.ofSeconds(60);
    static final Duration SHOWN_BY_CACHES = Duration.ofSeconds(5);

    private final StatusCache state;
    private final Clock clock;
    private final WrittenOnce<Key> written = new WrittenOnce<>();

    DataAnswers(StatusCache state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    private record Key(String name, boolean chinese) {}

    /** @param name what tells the answer apart from others */
    public ResponseEntity<byte[]> answer(
            HttpServletRequest request,
            String name,
            MediaType type,
            BiFunction<StatusSnapshot, PageLanguage, byte[]> writing) {
        StatusSnapshot snapshot = state.snapshot();
        PageLanguage language = PageLanguage.of(request);
        byte[] body = written.of(snapshot, new Key(name, language.chinese()), () -> writing.apply(snapshot, language));
        var answer = ResponseEntity.ok()
                .headers(DataAnswers::open)
                .contentType(type)
                .cacheControl(CacheControl.maxAge(SHOWN_BY_CACHES).cachePublic())
                .eTag(DigestUtils.md5DigestAsHex(body))
                .lastModified(snapshot.lastChange())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE);
        if (isStale(snapshot)) {
            answer.header(HttpHeaders.WARNING, "110 - \"Response is Stale\"");
        }
        return answer.body(body);
    }

    private static void open(HttpHeaders headers) {
        headers.setAccessControlAllowOrigin("*");
        headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Last-Modified, Warning");
        headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        headers.set("X-Content-Type-Options", "nosniff");
    }

    boolean isStale(StatusSnapshot snapshot) {
        return Duration.between(snapshot.asOf(), clock.instant()).compareTo(STALE_AFTER) > 0;
    }
}
