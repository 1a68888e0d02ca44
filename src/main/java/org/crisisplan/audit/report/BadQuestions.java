package org.crisisplan.audit.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Says what was wrong with a question for a file, as RFC 9457 problem details. */
@ControllerAdvice(basePackageClasses = BadQuestions.class)
class BadQuestions {

    private final MessageSource messages;

    BadQuestions(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(BadQuestion bad, Locale language) {
        List<Map<String, String>> errors = bad.wrong().stream()
                .map(wrong -> Map.of("field", wrong.field(), "message", wrong.sentence(messages, language)))
                .toList();
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                errors.stream()
                        .map(error -> error.get("field") + ": " + error.get("message"))
                        .collect(Collectors.joining(" ")));
        problem.setTitle(messages.getMessage("audit.wrong", null, language));
        problem.setProperty("errors", errors);
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
