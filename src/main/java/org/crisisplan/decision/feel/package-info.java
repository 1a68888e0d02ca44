/** FEEL, the language of tables and forms, as this product evaluates it: over values alone, and never for long. */
@NamedInterface("feel")
@NullMarked
package org.crisisplan.decision.feel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
