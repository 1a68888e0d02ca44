package org.crisisplan.web;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody does something more often than is good for the others; it may be sent again after a while. */
@ResponseStatus(HttpStatus.TOO_MANY_REQUESTS)
public class TooManyRequests extends RuntimeException {

    private final Duration wait;

    /** @param message what was too much, and what became of it */
    public TooManyRequests(String message, Duration wait) {
        super(message);
        this.wait = wait;
    }

    /** Whole seconds, rounded up. */
    public String seconds() {
        return String.valueOf(wait.toSeconds() + 1);
    }
}
