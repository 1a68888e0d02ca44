package org.crisisplan.audit.dossier;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Which acts somebody wants to see.
 *
 * @param by a login; null for everybody
 * @param kind the word of a kind of act; null for all
 * @param page from 0
 * @param whole all on one page
 */
record TimelineFilter(@Nullable String by, @Nullable String kind, int page, boolean whole) {

    static final int PAGE = 200;

    static TimelineFilter of(@Nullable String by, @Nullable String kind, int page, boolean whole) {
        return new TimelineFilter(
                by == null || by.isBlank() ? null : by, kind == null || kind.isBlank() ? null : kind, page, whole);
    }

    /** Something to choose, and how many acts there are of it. */
    record Choice(String value, String label, long count) {}

    /**
     * The acts that are shown, and what else there is.
     *
     * @param matching how many acts fit
     * @param page from 0, the last one if another was asked for
     */
    record Shown(
            List<Act> acts,
            int matching,
            int total,
            int page,
            int pages,
            TimelineFilter filter,
            List<Choice> people,
            List<Choice> kinds) {}

    Shown of(List<Act> all, Words words) {
        List<Act> matching = all.stream().filter(this::wants).toList();
        int pages = whole ? 1 : Math.max(1, (matching.size() + PAGE - 1) / PAGE);
        int shown = Math.min(Math.max(page, 0), pages - 1);
        List<Act> acts =
                whole ? matching : matching.subList(shown * PAGE, Math.min(matching.size(), (shown + 1) * PAGE));
        return new Shown(acts, matching.size(), all.size(), shown, pages, this, people(all, words), kinds(all, words));
    }

    private boolean wants(Act act) {
        return (by == null || isPerson(act) && act.actor().id().equals(by))
                && (kind == null || act.kind().word().equals(kind));
    }

    private static boolean isPerson(Act act) {
        return act.actor().kind() == Actor.Kind.PERSON;
    }

    /** Counted among the acts of the kind that is chosen. */
    private List<Choice> people(List<Act> all, Words words) {
        Map<String, Long> counts = all.stream()
                .filter(TimelineFilter::isPerson)
                .filter(act -> kind == null || act.kind().word().equals(kind))
                .collect(Collectors.groupingBy(act -> act.actor().id(), TreeMap::new, Collectors.counting()));
        if (by != null) {
            counts.putIfAbsent(by, 0L);
        }
        return counts.entrySet().stream()
                .map(one -> new Choice(one.getKey(), words.person(one.getKey()), one.getValue()))
                .toList();
    }

    /** Counted among the acts of the person who is chosen; in the order in which they are told of. */
    private List<Choice> kinds(List<Act> all, Words words) {
        Map<ActKind, Long> counts = all.stream()
                .filter(act -> by == null || isPerson(act) && act.actor().id().equals(by))
                .collect(Collectors.groupingBy(Act::kind, TreeMap::new, Collectors.counting()));
        all.stream()
                .map(Act::kind)
                .filter(one -> one.word().equals(kind))
                .findFirst()
                .ifPresent(one -> counts.putIfAbsent(one, 0L));
        return counts.entrySet().stream()
                .map(one -> new Choice(one.getKey().word(), words.kind(one.getKey()), one.getValue()))
                .toList();
    }
}
