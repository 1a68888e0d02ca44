package org.crisisplan.statuspage.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.crisisplan.statuspage.DataAnswers;
import org.crisisplan.statuspage.api.StatuspageJson.Answer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /api/v2/...}: where tools that read Statuspage pages look. It has a description of its own elsewhere. */
@Controller
@Hidden
class StatuspageAddresses {

    private final DataAnswers answers;
    private final StatuspageJson json;

    StatuspageAddresses(DataAnswers answers, StatuspageJson json) {
        this.answers = answers;
        this.json = json;
    }

    @GetMapping("/api/v2/summary.json")
    ResponseEntity<byte[]> summary(HttpServletRequest request) {
        return answer(request, Answer.SUMMARY);
    }

    @GetMapping("/api/v2/status.json")
    ResponseEntity<byte[]> status(HttpServletRequest request) {
        return answer(request, Answer.STATUS);
    }

    @GetMapping("/api/v2/components.json")
    ResponseEntity<byte[]> components(HttpServletRequest request) {
        return answer(request, Answer.COMPONENTS);
    }

    @GetMapping("/api/v2/incidents.json")
    ResponseEntity<byte[]> incidents(HttpServletRequest request) {
        return answer(request, Answer.INCIDENTS);
    }

    @GetMapping("/api/v2/incidents/unresolved.json")
    ResponseEntity<byte[]> unresolved(HttpServletRequest request) {
        return answer(request, Answer.UNRESOLVED);
    }

    @GetMapping("/api/v2/scheduled-maintenances.json")
    ResponseEntity<byte[]> maintenances(HttpServletRequest request) {
        return answer(request, Answer.MAINTENANCES);
    }

    @GetMapping("/api/v2/scheduled-maintenances/upcoming.json")
    ResponseEntity<byte[]> upcoming(HttpServletRequest request) {
        return answer(request, Answer.UPCOMING);
    }

    @GetMapping("/api/v2/scheduled-maintenances/active.json")
    ResponseEntity<byte[]> active(HttpServletRequest request) {
        return answer(request, Answer.ACTIVE);
    }

    private ResponseEntity<byte[]> answer(HttpServletRequest request, Answer answer) {
        return answers.answer(
                request,
                answer.file(),
                MediaType.APPLICATION_JSON,
                (snapshot, language) -> json.write(answer, snapshot, language));
    }
}
