/** The plan's forms, and the check of every submission against its form on the server. */
@NullMarked
package org.crisisplan.form;

import org.jspecify.annotations.NullMarked;
