/**
 * Everything else as a channel: what was published is posted to an address of the operator, as a CloudEvent in JSON, signed by Standard
 * Webhooks. Whoever receives it brings it into an app, another site or a service that the product does not know.
 */
@NullMarked
package org.crisisplan.publish.webhook;

import org.jspecify.annotations.NullMarked;
