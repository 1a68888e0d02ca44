/** What the expressions in diagrams reach, and what may become a variable: values, and the beans offered to models. */
@NamedInterface("expression")
@NullMarked
package org.crisisplan.engine.expression;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
