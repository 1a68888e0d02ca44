/** The contact list as a file: YAML and CSV, read whole or not at all. */
@NullMarked
package org.crisisplan.contact.file;

import org.jspecify.annotations.NullMarked;
