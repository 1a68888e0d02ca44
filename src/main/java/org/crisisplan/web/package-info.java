/** What all HTTP interfaces share: how large a body may be and how a refusal is written. */
@NullMarked
package org.crisisplan.web;

import org.jspecify.annotations.NullMarked;
