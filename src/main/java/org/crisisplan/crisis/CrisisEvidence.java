package org.crisisplan.crisis;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a capability can show about why a crisis was raised; people see it on the crisis's page and judge by it. */
public interface CrisisEvidence {

    /** Nothing when the crisis has nothing to do with it. */
    Optional<Evidence> of(String number, Locale language);

    /**
     * One capability's piece.
     *
     * @param notice something to be decided by people
     * @param link the path of the page that shows more
     */
    record Evidence(String title, @Nullable String notice, List<Line> lines, String link, String linkText) {}

    /** A rule that fired. */
    record Line(Instant at, String clause, String text, String figures) {}
}
