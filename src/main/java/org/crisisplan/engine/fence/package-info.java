/**
 * What a person may do with the engine, whichever way they come: one table of acts and roles ({@code engine/acts.md}), held up before
 * the engine's commands. What the product itself does in the course of an act that was let through is the product's own.
 */
@NamedInterface("fence")
@NullMarked
package org.crisisplan.engine.fence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
