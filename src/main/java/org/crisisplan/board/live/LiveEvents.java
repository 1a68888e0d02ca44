package org.crisisplan.board.live;

import jakarta.servlet.http.HttpServletRequest;
import org.crisisplan.crisis.Crises;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events of one crisis, and of all that are open: only that there is something new, never what. */
@Controller
class LiveEvents {

    /** Stands for a number: all crises that are open. */
    private static final String OPEN = "open";

    private static final String RETRY_AFTER_SECONDS = "30";

    private final ActWatch watch;
    private final Crises crises;

    LiveEvents(ActWatch watch, Crises crises) {
        this.watch = watch;
        this.crises = crises;
    }

    @GetMapping("/crises/{number}/events")
    ResponseEntity<SseEmitter> events(@PathVariable String number, HttpServletRequest request) {
        boolean all = number.equals(OPEN);
        if (!all && (!Crises.isNumber(number) || crises.find(number).isEmpty())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such crisis.");
        }
        @Nullable SseEmitter stream = watch.open(all ? null : number, request.getSession(false));
        if (stream == null) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header("Retry-After", RETRY_AFTER_SECONDS)
                    .build();
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                // a proxy that gathers what it passes on would keep the news to itself
                .header("X-Accel-Buffering", "no")
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body(stream);
    }
}
