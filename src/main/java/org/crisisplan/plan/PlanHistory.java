package org.crisisplan.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every version of the plan with who made it, why, and its files: for whoever compares them. Reads only. */
@Component
public class PlanHistory {

    private final PlanVersionRepository versions;
    private final PlanArchive archive;

    PlanHistory(PlanVersionRepository versions, PlanArchive archive) {
        this.versions = versions;
        this.archive = archive;
    }

    /**
     * A version of the plan.
     *
     * @param by who deployed it; null for the product at its start
     * @param origin folder, modeler, rest, earlier-version or before-records
     * @param detail where from, such as the folder
     * @param reason why it was made; null as long as nobody said
     * @param changes what happened to each file, as words: added, changed, removed
     * @param kept whether its files are still there
     */
    public record Version(
            int number,
            Instant at,
            @Nullable String by,
            String origin,
            String detail,
            @Nullable String reason,
            @Nullable String reasonBy,
            SortedMap<String, String> changes,
            boolean kept) {}

    public int count() {
        return versions.count();
    }

    /** The newest first. */
    public List<Version> newest(int most, int from) {
        return versions.newest(most, from).stream().map(this::version).toList();
    }

    public Optional<Version> find(int number) {
        return versions.find(number).map(this::version);
    }

    /** The files of a version by their place in the plan; none if it was deleted. */
    public SortedMap<String, byte[]> files(int number) {
        return versions.find(number).filter(archive::holds).map(archive::files).orElseGet(TreeMap::new);
    }

    private Version version(PlanVersion version) {
        SortedMap<String, String> changes = new TreeMap<>();
        versions.changesOf(version.number()).forEach((file, change) -> changes.put(file, change.word()));
        Optional<PlanVersionRepository.Reason> reason = versions.reasonOf(version.number());
        return new Version(
                version.number(),
                version.at(),
                version.by(),
                version.origin().word(),
                version.detail(),
                reason.map(PlanVersionRepository.Reason::text).orElse(null),
                reason.map(PlanVersionRepository.Reason::by).orElse(null),
                changes,
                archive.holds(version));
    }
}
