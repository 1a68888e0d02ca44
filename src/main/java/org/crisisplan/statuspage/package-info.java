/**
 * The public page {@code /status}: what was published, and nothing else (R46). It is itself a channel: approved statements are all it
 * ever receives, they are all it stores, and the page is made from them alone. It answers from memory, so it answers while the
 * database does not.
 */
@ApplicationModule(allowedDependencies = {"publish", "crisis", "engine", "web"})
@NullMarked
package org.crisisplan.statuspage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
