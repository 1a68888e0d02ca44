/** What the expressions in diagrams reach, and what may become a variable: values, and the beans offered to models. */
@org.jspecify.annotations.NullMarked
package org.crisisplan.engine.expression;
