package org.crisisplan.plan;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The plan as it was deployed, for whoever takes along the record of a crisis that ran on it. */
@Component
public class PlanCopies {

    private static final Pattern VERSION = Pattern.compile("v(\\d{1,9})");

    private final PlanVersionRepository versions;
    private final PlanArchive archive;

    PlanCopies(PlanVersionRepository versions, PlanArchive archive) {
        this.versions = versions;
        this.archive = archive;
    }

    /**
     * The files of one version, by their place in the plan.
     *
     * @param planVersion as crises carry it, such as v2
     * @return empty if there is no such version, or the engine holds its files no more
     */
    public SortedMap<String, byte[]> files(String planVersion) {
        Matcher number = VERSION.matcher(planVersion);
        return (number.matches() ? versions.find(Integer.parseInt(number.group(1))) : Optional.<PlanVersion>empty())
                .filter(archive::holds)
                .map(archive::files)
                .orElse(Collections.emptySortedMap());
    }
}
