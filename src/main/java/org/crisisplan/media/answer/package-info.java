/** Questions and answers that were approved like statements, for whoever is asked (R45 R48). */
@NullMarked
package org.crisisplan.media.answer;

import org.jspecify.annotations.NullMarked;
