/** What holds for every request, whoever sends it: where it comes from, how long its body may take, what it leaves in the log. */
@NullMarked
package org.crisisplan.web;

import org.jspecify.annotations.NullMarked;
