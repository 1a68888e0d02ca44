package org.crisisplan.plan;

/**
 * Something was said of a version of the plan: where it came from and what was changed for which reason. Told in the transaction in which it is
 * kept, so once at the deployment and again when somebody explains it afterwards.
 *
 * @param version the number of the version
 * @param words as people wrote them
 */
public record PlanExplained(int version, String words) {}
