package org.crisisplan.affected;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is affected by a crisis, for other parts of the plan such as compensation. */
public interface AffectedPeople {

    /** How many people the lists of a crisis name; whoever stands on several counts once. */
    int count(String crisis);

    /**
     * The next people in the order of their references, opened for the caller; fewer than the limit means that those were the last.
     *
     * @param after the reference that the last answer ended with; null for the first
     * @param limit at most 1000
     */
    List<AffectedPerson> next(String crisis, @Nullable String after, int limit);

    /** Empty when they are on no list any more. */
    Optional<AffectedPerson> find(String crisis, String ref);

    /** How they appear to people, such as {@code a***@example.org}; empty when they are on no list any more. */
    Optional<String> masked(String crisis, String ref);
}
