/** FEEL, the language of tables and forms, as this product evaluates it: over values alone, and never for long. */
@org.jspecify.annotations.NullMarked
package org.crisisplan.decision.feel;
