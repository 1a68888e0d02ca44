package org.crisisplan.compensation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who gets what was approved: those whom the crisis's lists name as affected (R47). */
interface Beneficiaries {

    /**
     * One of them.
     *
     * @param ref as the lists call them; says nothing of who they are
     * @param userId their account at the shop; null if the list does not say it, and then they cannot be credited
     */
    record Beneficiary(String ref, @Nullable String userId) {

        /** Names nobody. */
        @Override
        public String toString() {
            return ref;
        }
    }

    long count(String crisis);

    /** In the order of their references; fewer than the limit means that those were the last. @param after null for the first */
    List<Beneficiary> next(String crisis, @Nullable String after, int limit);

    /** Empty when they are not on the lists any more. */
    Optional<Beneficiary> find(String crisis, String ref);
}
