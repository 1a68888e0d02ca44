package org.crisisplan.crisis;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.camunda.bpm.engine.IdentityService;
import org.crisisplan.web.LruCache;
import org.crisisplan.web.TooManyRequests;
import org.springframework.stereotype.Component;

/**
 * How many crises one person may report in a minute, whichever way: each of them calls a whole team. What signals raise is nobody's
 * report and is not limited here.
 */
@Component
public class ReportLimit {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int PEOPLE = 10_000;

    private final IdentityService identities;
    private final int perMinute;
    private final LruCache<String, Bucket> people = new LruCache<>(PEOPLE);

    ReportLimit(IdentityService identities, ReportLimitSettings settings) {
        this.identities = identities;
        this.perMinute = settings.reportsPerMinute();
    }

    /** @throws TooManyRequests when whoever is asking the engine has reported that many already */
    public void count() {
        var person = identities.getCurrentAuthentication();
        if (person == null || person.getUserId() == null) {
            return;
        }
        var answer = people.of(person.getUserId(), first -> full()).tryConsumeAndReturnRemaining(1);
        if (!answer.isConsumed()) {
            var wait = Duration.ofNanos(answer.getNanosToWaitForRefill());
            throw new TooManyRequests(
                    ("You have reported %d crises within a minute, which is as many as one person may. They are all kept;"
                                    + " this one was not opened. Send it again in %d seconds, or add what is new to a crisis"
                                    + " that is open.")
                            .formatted(perMinute, wait.toSeconds() + 1),
                    wait);
        }
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                .build();
    }
}
