/** The pages on which the contact list is kept by its owners (R62). */
@NullMarked
package org.crisisplan.contact.page;

import org.jspecify.annotations.NullMarked;
