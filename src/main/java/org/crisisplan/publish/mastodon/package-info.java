/**
 * Mastodon as a channel: posts of one account, by the REST API of its server ({@code POST /api/v1/statuses}). The server recognises a
 * post by its Idempotency-Key for an hour.
 */
@NullMarked
package org.crisisplan.publish.mastodon;

import org.jspecify.annotations.NullMarked;
