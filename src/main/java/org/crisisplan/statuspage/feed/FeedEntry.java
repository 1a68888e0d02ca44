package org.crisisplan.statuspage.feed;

import java.time.Instant;
import java.util.List;

/**
 * One entry of a feed. A crisis is one entry: what is said of it later, a correction too, updates the entry under the same id.
 *
 * @param id stays the same for good
 * @param html what was said, the newest first
 * @param text the same without markup
 */
record FeedEntry(
        String id,
        String link,
        String title,
        String html,
        String text,
        List<String> tags,
        Instant published,
        Instant updated) {}
