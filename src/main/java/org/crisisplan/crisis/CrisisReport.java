package org.crisisplan.crisis;

import java.util.Map;
import java.util.Set;

/**
 * What somebody says when reporting a crisis.
 *
 * @param kinds technical, content or both; empty is refused
 * @param facts what is known so far, by the names in {@link Facts}
 */
public record CrisisReport(String title, String description, Set<Kind> kinds, Map<String, Object> facts) {}
