/** Asking each contact again and again whether their entry is right, and finding out whether anything reaches them (R62). */
@NamedInterface("check")
@NullMarked
package org.crisisplan.contact.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
