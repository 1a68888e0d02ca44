package org.crisisplan.engine;

import org.jspecify.annotations.Nullable;

/**
 * Somebody changed the product itself or reached into it by hand, or it changed something of its own at its start. Told in the transaction of
 * the act.
 *
 * @param who a login; empty for the product at its start
 * @param kind what kind of act, as the end of the message {@code audit.act.}
 * @param what the engine's command, or a word
 * @param crisis null if it is about none
 * @param about what it was done to, such as a task, a person or a file
 * @param before what stood there before, by name; empty if nothing did
 * @param after what stands there now, by name
 */
public record AdministratorActed(
        String who, String kind, String what, @Nullable String crisis, String about, String before, String after) {}
