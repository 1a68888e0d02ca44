package org.crisisplan.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;

/** A wrong password after many others, or more passwords at once than are looked at. */
class TooManyLoginAttempts extends AuthenticationException {

    private final Duration wait;
    private final boolean lookedAt;

    private TooManyLoginAttempts(String message, Duration wait, boolean lookedAt) {
        super(message);
        this.wait = wait;
        this.lookedAt = lookedAt;
    }

    static TooManyLoginAttempts wrong(Duration wait) {
        return new TooManyLoginAttempts("a wrong password after too many others", wait, true);
    }

    static TooManyLoginAttempts notLookedAt(Duration wait) {
        return new TooManyLoginAttempts("too many passwords at once, this one was not looked at", wait, false);
    }

    boolean isWrong() {
        return lookedAt;
    }

    /** Whole seconds, rounded up. */
    long seconds() {
        return wait.toSeconds() + 1;
    }

    /** Tells a machine; what was looked at and is wrong stays unauthorized. */
    void answer(HttpServletResponse response) throws IOException {
        HttpStatus status = lookedAt ? HttpStatus.UNAUTHORIZED : HttpStatus.TOO_MANY_REQUESTS;
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds()));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        String sentence = "Too many wrong passwords came from this address. Check name and password, and try again in "
                + seconds() + " seconds. Nothing was changed.";
        response.getWriter().write("""
                {"type":"about:blank","title":"Too many wrong passwords","status":%d,"detail":"%s","message":"%s"}""".formatted(status.value(), sentence, sentence));
    }
}
