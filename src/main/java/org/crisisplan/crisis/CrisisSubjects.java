package org.crisisplan.crisis;

import java.util.Set;

/** What a capability knows of the things a crisis is about, such as {@code login}, by the names that the plan's tables use. */
public interface CrisisSubjects {

    /** Empty when it knows of none, as of a crisis that people reported. */
    Set<String> of(String number);
}
