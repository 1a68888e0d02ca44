package org.crisisplan.signals;

import java.util.List;

/** Takes what the channels noticed. What was accepted is never lost: it is committed before {@link #accept} returns. */
public interface Signals {

    /**
     * @param source the channel, which every one of the signals must name
     * @param signals at most {@value #MOST}; those known already change nothing
     * @throws org.springframework.dao.DataAccessException when they could not be kept; say them again later
     */
    Accepted accept(String source, List<Signal> signals);

    int MOST = 1_000;

    /**
     * What became of them.
     *
     * @param fresh how many were new
     * @param duplicates how many were known already
     */
    record Accepted(int fresh, int duplicates) {}
}
