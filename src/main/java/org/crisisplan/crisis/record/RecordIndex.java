package org.crisisplan.crisis.record;

import java.util.List;
import java.util.stream.Stream;

/**
 * Rows that pages read because looking through all acts would take too long. The record alone is what counts: whatever stands in such rows
 * can be made again from the acts, and whoever changes a row by hand leaves a difference. Each bean of this type is one kind of rows, as
 * lines of text that compare.
 */
public interface RecordIndex {

    /** What the acts of one crisis, all of them and in order, say the rows are. */
    Stream<String> rebuilt(List<Act> acts);

    /** What the rows of the crisis are. */
    Stream<String> kept(String number);
}
