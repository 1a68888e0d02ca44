package org.crisisplan.crisis.api;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.UnknownCrisis;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Says what was wrong with a request to the API, as RFC 9457 problem details. */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    ProblemDetail on(InvalidReport invalid) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "Not a valid report", invalid.getMessage());
        problem.setProperty("errors", invalid.findings());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail on(UnknownCrisis unknown) {
        return problem(HttpStatus.NOT_FOUND, "Unknown crisis", unknown.getMessage());
    }

    @ExceptionHandler
    ProblemDetail on(CrisisOver over) {
        return problem(HttpStatus.CONFLICT, "Crisis is over", over.getMessage());
    }

    @ExceptionHandler
    ProblemDetail on(AuthorizationException refused) {
        return problem(HttpStatus.FORBIDDEN, "Not allowed", "Your groups do not allow this.");
    }

    @ExceptionHandler
    ProblemDetail on(OptimisticLockingException race) {
        return problem(
                HttpStatus.CONFLICT,
                "Changed meanwhile",
                "Somebody changed the crisis at the same moment; send it again.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "Not a valid request", sentence(unreadable));
        return handleExceptionInternal(unreadable, problem, headers, status, request);
    }

    private static String sentence(HttpMessageNotReadableException unreadable) {
        if (unreadable.getCause() instanceof UnrecognizedPropertyException unknown) {
            return "'" + path(unknown) + "' is not a field; the fields are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        if (unreadable.getCause() instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return "'" + path(mapping) + "' has a value of the wrong type.";
        }
        return "The body is not the JSON object that is expected here.";
    }

    private static String path(JsonMappingException mapping) {
        List<JsonMappingException.Reference> path = mapping.getPath();
        return path.stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining("."));
    }

    private static ProblemDetail problem(HttpStatus status, String title, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }
}
