/**
 * The public page {@code /status}, its feeds, its JSON and its notice for other sites: what was published, and nothing else (R46). It
 * is itself a channel: approved statements are all it ever receives; with each it keeps how the components of the site stood. What
 * components and maintenance windows there are, the plan's tables say. It answers from memory, so it answers while the database does
 * not.
 */
@ApplicationModule(allowedDependencies = {"publish", "crisis", "engine", "site", "web"})
@NullMarked
package org.crisisplan.statuspage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
