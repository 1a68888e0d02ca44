/**
 * Telling people inside: the contact list (R62), the mails the plan asks for, and their way from the step that caused them to
 * the reader. A mail is a row written with the step and sent afterwards by a job of the engine.
 */
@ApplicationModule(allowedDependencies = {"crisis", "crisis :: record", "decision", "engine", "department", "web"})
@NullMarked
package org.crisisplan.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
