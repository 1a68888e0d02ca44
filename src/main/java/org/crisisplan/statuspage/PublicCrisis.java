package org.crisisplan.statuspage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.site.ComponentState;

/**
 * A crisis as the public knows it: its statements, newest first, and what follows from them.
 *
 * @param posts at least one
 */
public record PublicCrisis(String number, List<StatusPost> posts) {

    public StatusPost newest() {
        return posts.get(0);
    }

    public Severity severity() {
        return newest().severity();
    }

    public Progress progress() {
        return posts.stream()
                .filter(post -> Progress.isSaidBy(post.kind()))
                .findFirst()
                .orElse(newest())
                .progress();
    }

    public boolean resolved() {
        return progress() == Progress.RESOLVED;
    }

    public Instant since() {
        return posts.get(posts.size() - 1).publishedAt();
    }

    public Instant lastChange() {
        return newest().publishedAt();
    }

    /** How it leaves the components now; once it is over, all of them work. */
    public Map<String, ComponentState> components() {
        return resolved() ? Map.of() : newest().components();
    }

    /** When it was over, as we said. */
    public Optional<Instant> resolvedAt() {
        return resolved() ? firstSince(Progress.RESOLVED) : Optional.empty();
    }

    /** When we began to watch whether it holds. */
    public Optional<Instant> monitoringAt() {
        return firstSince(Progress.MONITORING);
    }

    /** The last time it came to be so. */
    private Optional<Instant> firstSince(Progress progress) {
        Instant at = null;
        for (StatusPost post : posts) {
            if (post.progress() == progress && Progress.isSaidBy(post.kind())) {
                at = post.publishedAt();
            } else if (at != null && Progress.isSaidBy(post.kind())) {
                break;
            }
        }
        return Optional.ofNullable(at);
    }

    /** When the public expects to hear more: what is promised by the last statement that says a time. */
    public Optional<Instant> nextUpdateAt() {
        return resolved()
                ? Optional.empty()
                : posts.stream()
                        .filter(post -> Progress.isSaidBy(post.kind()))
                        .findFirst()
                        .map(StatusPost::nextUpdateAt);
    }
}
