package org.crisisplan.statuspage;

import java.time.Instant;
import java.util.List;

/**
 * A crisis as the public knows it: its statements, newest first, and what follows from them.
 *
 * @param posts at least one
 */
record PublicCrisis(String number, List<StatusPost> posts) {

    StatusPost newest() {
        return posts.get(0);
    }

    Severity severity() {
        return newest().severity();
    }

    Progress progress() {
        return posts.stream()
                .filter(post -> Progress.isSaidBy(post.kind()))
                .findFirst()
                .orElse(newest())
                .progress();
    }

    boolean resolved() {
        return progress() == Progress.RESOLVED;
    }

    Instant since() {
        return posts.get(posts.size() - 1).publishedAt();
    }

    Instant lastChange() {
        return newest().publishedAt();
    }
}
