package org.crisisplan.audit.report.difference;

import java.util.List;

/**
 * A file that is not the same in both versions.
 *
 * @param file its place in the plan
 * @param change added, removed or changed
 * @param differences of what it says; none where only its drawing or its layout is another
 * @param unreadable why it could not be compared; empty if it could
 */
public record FileDifference(String file, String change, List<Difference> differences, String unreadable) {}
