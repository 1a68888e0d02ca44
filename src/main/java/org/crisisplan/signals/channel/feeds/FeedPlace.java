package org.crisisplan.signals.channel.feeds;

import java.util.List;
import java.util.Optional;
import org.crisisplan.signals.outbound.OutboundHttpClient.Request;
import org.crisisplan.signals.outbound.OutboundHttpClient.Response;

/**
 * How a feed was when it was read last, so that it is sent again only when it has changed.
 *
 * @param etag its {@code ETag}, or ''
 * @param modified its {@code Last-Modified}, or ''
 */
record FeedPlace(String etag, String modified) {

    static FeedPlace of(Response answer) {
        return new FeedPlace(line(answer.header("etag")), line(answer.header("last-modified")));
    }

    static FeedPlace read(String kept) {
        List<String> lines = kept.lines().toList();
        return new FeedPlace(lines.isEmpty() ? "" : lines.get(0), lines.size() < 2 ? "" : lines.get(1));
    }

    String kept() {
        return etag + "\n" + modified;
    }

    Request unlessChanged(Request question) {
        Request asked = etag.isEmpty() ? question : question.with("If-None-Match", etag);
        return modified.isEmpty() ? asked : asked.with("If-Modified-Since", modified);
    }

    private static String line(Optional<String> header) {
        return header.orElse("").strip().replaceAll("\\p{Cntrl}", "");
    }
}
