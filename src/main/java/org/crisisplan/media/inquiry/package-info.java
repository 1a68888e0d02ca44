/** What was asked, by whom, until when, and which approved text it was answered with (R48). */
@NamedInterface("inquiry")
@NullMarked
package org.crisisplan.media.inquiry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
