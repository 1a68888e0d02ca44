package org.crisisplan.statuspage;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything the public page says, as it was at one moment; it never changes, and reading it needs nothing but memory.
 *
 * @param posts in the order they were published
 */
record StatusSnapshot(Instant asOf, List<StatusPost> posts) {

    /** Crises that have not been declared over, worst first, then the one we last spoke about. */
    List<PublicCrisis> open() {
        return crises().values().stream()
                .filter(crisis -> !crisis.resolved())
                .sorted(Comparator.comparing(PublicCrisis::severity)
                        .thenComparing(PublicCrisis::lastChange, Comparator.reverseOrder()))
                .toList();
    }

    /** Crises that are over, the latest first. */
    List<PublicCrisis> past() {
        return crises().values().stream()
                .filter(PublicCrisis::resolved)
                .sorted(Comparator.comparing(PublicCrisis::lastChange).reversed())
                .toList();
    }

    Optional<PublicCrisis> crisis(String number) {
        return Optional.ofNullable(crises().get(number));
    }

    private Map<String, PublicCrisis> crises() {
        return posts.stream()
                .collect(Collectors.groupingBy(StatusPost::crisis, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> {
                    Collections.reverse(entry.getValue());
                    return new PublicCrisis(entry.getKey(), List.copyOf(entry.getValue()));
                }));
    }
}
