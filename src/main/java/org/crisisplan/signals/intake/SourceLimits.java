package org.crisisplan.signals.intake;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.crisisplan.signals.source.SourceSettings;
import org.springframework.stereotype.Component;

/** How many requests of each source this node takes in a minute. */
@Component
class SourceLimits {

    private final SourceSettings settings;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    SourceLimits(SourceSettings settings) {
        this.settings = settings;
    }

    /** @return how long to wait, if this request is one too many */
    Optional<Duration> tooMany(String source) {
        var answer = buckets.computeIfAbsent(source, this::bucket).tryConsumeAndReturnRemaining(1);
        return answer.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(answer.getNanosToWaitForRefill()));
    }

    private Bucket bucket(String source) {
        SourceSettings.Source settled = settings.sources().get(source);
        if (settled == null) {
            throw new IllegalArgumentException("There is no source " + source);
        }
        long perMinute = settled.perMinute();
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }
}
