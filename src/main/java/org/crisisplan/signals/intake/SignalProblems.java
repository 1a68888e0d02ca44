package org.crisisplan.signals.intake;

import java.util.List;
import java.util.Map;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Overloaded;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says why signals were not taken, as RFC 9457 problem details, and whether to send them again. */
@RestControllerAdvice(assignableTypes = SignalsApi.class)
class SignalProblems {

    private static final Logger LOG = LoggerFactory.getLogger(SignalProblems.class);
    private static final String LATER = "5";

    @ExceptionHandler
    ProblemDetail on(InvalidSignal invalid) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "Not a valid signal", invalid.getMessage());
        problem.setProperty(
                "errors", List.of(Map.of("field", invalid.place(), "message", String.valueOf(invalid.getMessage()))));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail on(ConflictingDuplicate contradiction) {
        return problem(HttpStatus.CONFLICT, "Known with another content", String.valueOf(contradiction.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail on(DataIntegrityViolationException unfit) {
        LOG.warn("A delivery of signals does not fit into the database: {}", unfit.getMessage());
        return problem(HttpStatus.BAD_REQUEST, "Not a valid signal", "The body holds something that cannot be kept.");
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class, Overloaded.class})
    ResponseEntity<ProblemDetail> later(RuntimeException fault) {
        LOG.warn("Signals could not be kept and were refused, to be sent again: {}", fault.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, LATER)
                .body(problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Not at the moment",
                        "The signals cannot be kept at the moment; send them again in " + LATER + " seconds."));
    }

    private static ProblemDetail problem(HttpStatus status, String title, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }
}
