package org.crisisplan.crisis;

/**
 * Something that a crisis is judged by is other than before: a fact, a moment or its phase. Told in the transaction of the change, perhaps
 * several times; whoever has to look at the crisis anew does so once, before the commit.
 */
public record CrisisChanged(String number) {}
