package org.crisisplan.plan.check;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables at one place of a diagram.
 *
 * @param may those that some way there writes
 * @param must those that every way there writes; null while no way there has been followed
 */
record AvailableVariables(Set<String> may, @Nullable Set<String> must) {

    static final AvailableVariables UNREACHED = new AvailableVariables(Set.of(), null);

    boolean mayHave(String name) {
        return may.contains(name);
    }

    boolean surelyHas(String name) {
        return must == null || must.contains(name);
    }

    AvailableVariables with(Collection<String> written) {
        return new AvailableVariables(union(may, written), must == null ? null : union(must, written));
    }

    /** There afterwards, but perhaps without a value. */
    AvailableVariables withEmpty(Collection<String> written) {
        return new AvailableVariables(may, must == null ? null : union(must, written));
    }

    AvailableVariables withMaybe(Collection<String> written) {
        return new AvailableVariables(union(may, written), must);
    }

    /** Where ways come together of which one is taken. */
    AvailableVariables or(AvailableVariables other) {
        Set<String> both = must == null ? other.must : must;
        if (must != null && other.must != null) {
            both = new HashSet<>(must);
            both.retainAll(other.must);
        }
        return new AvailableVariables(union(may, other.may), both);
    }

    /** Where ways come together that are all taken. */
    AvailableVariables and(AvailableVariables other) {
        return new AvailableVariables(
                union(may, other.may),
                must == null || other.must == null ? (must == null ? other.must : must) : union(must, other.must));
    }

    private static Set<String> union(Set<String> some, Collection<String> more) {
        if (some.containsAll(more)) {
            return some;
        }
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
