/**
 * Telling people inside: the contact list (R62), the mails the plan asks for, and their way from the step that caused them to
 * the reader. A mail is a row written with the step and sent afterwards by a job of the engine. Uses {@code plan} and nothing
 * else of the product.
 */
@NullMarked
package org.crisisplan.notify;

import org.jspecify.annotations.NullMarked;
