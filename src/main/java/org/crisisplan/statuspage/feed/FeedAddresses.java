package org.crisisplan.statuspage.feed;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.crisisplan.statuspage.DataAnswers;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /status/feed.atom} and {@code /status/feed.json}, each with {@code ?lang=zh} or {@code ?lang=en}. */
@Controller
class FeedAddresses {

    private static final MediaType ATOM = new MediaType(MediaType.APPLICATION_ATOM_XML, StandardCharsets.UTF_8);
    private static final MediaType JSON_FEED = MediaType.parseMediaType("application/feed+json");

    private final DataAnswers answers;
    private final AtomFeed atom;
    private final JsonFeed json;

    FeedAddresses(DataAnswers answers, AtomFeed atom, JsonFeed json) {
        this.answers = answers;
        this.atom = atom;
        this.json = json;
    }

    @GetMapping("/status/feed.atom")
    ResponseEntity<byte[]> atom(HttpServletRequest request) {
        return answers.answer(request, "feed.atom", ATOM, atom::write);
    }

    @GetMapping("/status/feed.json")
    ResponseEntity<byte[]> json(HttpServletRequest request) {
        return answers.answer(request, "feed.json", JSON_FEED, json::write);
    }
}
