package org.crisisplan.plan;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Who deployed a version of the plan, when and from where, and which files it changed: for auditors. */
@Component
public class PlanLog {

    private static final Pattern VERSION = Pattern.compile("v\\d{1,9}");

    private final PlanVersionRepository versions;

    PlanLog(PlanVersionRepository versions) {
        this.versions = versions;
    }

    /**
     * One version.
     *
     * @param origin folder, rest and so on: the word of its {@link DeploymentOrigin}
     * @param changes what became of each file that changed: added, changed or removed
     */
    public record Entry(PlanVersion version, String origin, SortedMap<String, String> changes) {}

    /** @param version as crises carry it, such as {@code v7}; empty for one that is not recorded */
    public Optional<Entry> of(String version) {
        return VERSION.matcher(version).matches()
                ? versions.find(Integer.parseInt(version.substring(1))).map(this::entry)
                : Optional.empty();
    }

    /** The version, as crises carry it, that a deployment of the engine holds; empty for one that is not recorded. */
    public Optional<String> versionOf(String deployment) {
        return versions.ofDeployment(deployment).map(version -> "v" + version.number());
    }

    private Entry entry(PlanVersion version) {
        SortedMap<String, String> changes = new TreeMap<>();
        versions.changesOf(version.number()).forEach((file, change) -> changes.put(file, change.word()));
        return new Entry(version, version.origin().word(), changes);
    }
}
