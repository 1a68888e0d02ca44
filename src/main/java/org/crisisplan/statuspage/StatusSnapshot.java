package org.crisisplan.statuspage;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.site.ComponentState;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.site.SiteComponent;

/**
 * Everything the public page says, as it was at one moment; it never changes, and reading it needs nothing but memory.
 *
 * @param posts in the order they were published
 * @param components what the site consists of, in the order for readers
 * @param windows in which components are worked on, by their beginning
 * @param describedSince since when components and windows are described so
 */
public record StatusSnapshot(
        Instant asOf,
        List<StatusPost> posts,
        List<SiteComponent> components,
        List<MaintenanceWindow> windows,
        Instant describedSince) {

    static final StatusSnapshot NOTHING =
            new StatusSnapshot(Instant.EPOCH, List.of(), List.of(), List.of(), Instant.EPOCH);

    /** Crises that have not been declared over, worst first, then the one we last spoke about. */
    public List<PublicCrisis> open() {
        return crises().values().stream()
                .filter(crisis -> !crisis.resolved())
                .sorted(Comparator.comparing(PublicCrisis::severity)
                        .thenComparing(PublicCrisis::lastChange, Comparator.reverseOrder()))
                .toList();
    }

    /** Crises that are over, the latest first. */
    public List<PublicCrisis> past() {
        return crises().values().stream()
                .filter(PublicCrisis::resolved)
                .sorted(Comparator.comparing(PublicCrisis::lastChange).reversed())
                .toList();
    }

    public Optional<PublicCrisis> crisis(String number) {
        return Optional.ofNullable(crises().get(number));
    }

    /** All of them, the one we spoke about last first. */
    public List<PublicCrisis> latest() {
        return crises().values().stream()
                .sorted(Comparator.comparing(PublicCrisis::lastChange).reversed())
                .toList();
    }

    /** How a component stands: the worst that any crisis leaves it in, or else whether it is being worked on. */
    public ComponentState stateOf(SiteComponent component) {
        ComponentState planned =
                active().stream().anyMatch(window -> window.components().contains(component.key()))
                        ? ComponentState.UNDER_MAINTENANCE
                        : ComponentState.OPERATIONAL;
        return open().stream()
                .map(crisis -> crisis.components().getOrDefault(component.key(), ComponentState.OPERATIONAL))
                .reduce(planned, ComponentState::worse);
    }

    /** When something was said last of a crisis that hit the component. */
    public Instant changedAt(SiteComponent component) {
        return crises().values().stream()
                .filter(crisis -> crisis.posts().stream()
                        .anyMatch(post -> post.components().containsKey(component.key())))
                .map(PublicCrisis::lastChange)
                .max(Comparator.naturalOrder())
                .orElse(describedSince);
    }

    public List<MaintenanceWindow> active() {
        return windows.stream().filter(window -> window.isActive(asOf)).toList();
    }

    public List<MaintenanceWindow> ahead() {
        return windows.stream().filter(window -> window.isAhead(asOf)).toList();
    }

    /** When anything changed that the public sees. */
    public Instant lastChange() {
        return Stream.concat(
                        Stream.of(describedSince),
                        Stream.concat(
                                posts.stream().map(StatusPost::publishedAt),
                                windows.stream()
                                        .flatMap(window -> Stream.of(window.from(), window.until()))
                                        .filter(moment -> !moment.isAfter(asOf))))
                .max(Comparator.naturalOrder())
                .orElse(describedSince);
    }

    /** When the public expects to hear more of anything: the first of the times that were promised. */
    public Optional<Instant> nextUpdateAt() {
        return open().stream().flatMap(crisis -> crisis.nextUpdateAt().stream()).min(Comparator.naturalOrder());
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
