/** A crisis's dossier as files of their own, to be read and printed without the product: HTML, Markdown and PDF. */
@NullMarked
package org.crisisplan.audit.print;

import org.jspecify.annotations.NullMarked;
