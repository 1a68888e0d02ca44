package org.crisisplan.statuspage.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.crisisplan.statuspage.DataAnswers;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /notices.json}, the script {@code /notice.js} that shows it on any page, and the badge. */
@Controller
@Hidden
class NoticeAddresses {

    private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
    private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    private final DataAnswers answers;
    private final PublicNotices notices;
    private final Badge badge;

    NoticeAddresses(DataAnswers answers, PublicNotices notices, Badge badge) {
        this.answers = answers;
        this.notices = notices;
        this.badge = badge;
    }

    @GetMapping("/notices.json")
    ResponseEntity<byte[]> notices(HttpServletRequest request) {
        return answers.answer(
                request, "notices", MediaType.APPLICATION_JSON, (snapshot, language) -> notices.write(snapshot));
    }

    @GetMapping("/notice.js")
    ResponseEntity<byte[]> script(HttpServletRequest request) {
        return answers.answer(request, "script", SCRIPT, (snapshot, language) -> PublicNotices.script());
    }

    @GetMapping("/status/badge.svg")
    ResponseEntity<byte[]> badge(HttpServletRequest request) {
        return answers.answer(request, "badge", SVG, badge::write);
    }
}
