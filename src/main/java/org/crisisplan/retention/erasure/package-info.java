/**
 * Erasing a person who asks for it: their words and what names them, in our tables and in the engine's history. Whoever keeps such texts
 * names them as {@link org.crisisplan.retention.erasure.PersonalData}, most often as {@link org.crisisplan.retention.erasure.TextColumns}.
 */
@NamedInterface("erasure")
@NullMarked
package org.crisisplan.retention.erasure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
