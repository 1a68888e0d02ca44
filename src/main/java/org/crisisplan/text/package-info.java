/**
 * What the plan says to the public: its ready-made texts, one file for each language, with placeholders that are filled in and nothing
 * that could run; and in which language words are written.
 */
@ApplicationModule(allowedDependencies = {"engine :: fence"})
@NullMarked
package org.crisisplan.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
