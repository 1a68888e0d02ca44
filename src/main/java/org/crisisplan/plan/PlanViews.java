package org.crisisplan.plan;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crisisplan.plan.check.PlanCheckFinding;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The plan's versions and refusals as the page shows them. */
@Component
class PlanViews {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int MOST = 100;

    private final PlanVersionRepository versions;
    private final PlanRefusalRepository refusals;
    private final PlanArchive archive;
    private final Clock clock;

    PlanViews(PlanVersionRepository versions, PlanRefusalRepository refusals, PlanArchive archive, Clock clock) {
        this.versions = versions;
        this.refusals = refusals;
        this.archive = archive;
        this.clock = clock;
    }

    /** A point in time, for machines and for people. */
    record Moment(String iso, String text) {}

    /**
     * A version of the plan.
     *
     * @param reason why it was made; null as long as nobody said
     * @param changes what happened to each file, as words
     * @param kept whether its files are still there to be fetched
     */
    record VersionLine(
            int number,
            Moment at,
            @Nullable String by,
            String origin,
            String detail,
            @Nullable String reason,
            SortedMap<String, String> changes,
            boolean kept) {}

    /** Something that was not deployed. */
    record RefusalLine(Moment at, @Nullable String by, String origin, String detail, List<String> findings, int more) {}

    String zone() {
        return clock.getZone().getId();
    }

    List<VersionLine> versions(int most, int from) {
        return versions.newest(most, from).stream().map(this::line).toList();
    }

    List<String> warningsOfTheRunningOne() {
        return versions.newest()
                .map(version -> versions.warningsOf(version.number()))
                .orElse(List.of());
    }

    List<RefusalLine> refusals(int most) {
        return refusals.last(most).stream()
                .map(refusal -> new RefusalLine(
                        moment(refusal.at()),
                        refusal.by(),
                        refusal.origin().word(),
                        refusal.detail(),
                        refusal.findings().stream().limit(MOST).toList(),
                        Math.max(0, refusal.findings().size() - MOST)))
                .toList();
    }

    List<String> shortened(Collection<PlanCheckFinding> findings) {
        return findings.stream().limit(MOST).map(PlanCheckFinding::toString).toList();
    }

    private VersionLine line(PlanVersion version) {
        SortedMap<String, String> changes = new TreeMap<>();
        versions.changesOf(version.number()).forEach((file, change) -> changes.put(file, change.word()));
        return new VersionLine(
                version.number(),
                moment(version.at()),
                version.by(),
                version.origin().word(),
                version.detail(),
                versions.reasonOf(version.number())
                        .map(PlanVersionRepository.Reason::text)
                        .orElse(null),
                changes,
                archive.holds(version));
    }

    private Moment moment(Instant at) {
        return new Moment(at.toString(), DAY_AND_TIME.format(at.atZone(clock.getZone())));
    }
}
