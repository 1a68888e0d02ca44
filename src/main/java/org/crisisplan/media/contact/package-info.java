/** The list of media contacts, kept in the product and shown to public relations alone (R48). */
@NullMarked
package org.crisisplan.media.contact;

import org.jspecify.annotations.NullMarked;
