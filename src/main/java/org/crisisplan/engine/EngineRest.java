package org.crisisplan.engine;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The engine's own interface, {@code /engine-rest}. It calls everything that goes wrong a fault of the server; what a person
 * entered wrongly, or two people at the same moment, is answered as just that.
 */
@Component
@ApplicationPath("/engine-rest")
class EngineRest extends CamundaJerseyResourceConfig {

    private static final int BEFORE_THE_ENGINES_OWN = 1;

    @Override
    protected void registerAdditionalResources() {
        register(new Refused(), BEFORE_THE_ENGINES_OWN);
        register(new RefusedInside(), BEFORE_THE_ENGINES_OWN);
    }

    /** Refused by a form, outside the calls that know about forms. */
    @Priority(BEFORE_THE_ENGINES_OWN)
    private static class Refused implements ExceptionMapper<FormFieldValidationException> {

        @Override
        public Response toResponse(FormFieldValidationException refusal) {
            return answer(Response.Status.BAD_REQUEST, "FormFieldValidationException", refusal.getMessage());
        }
    }

    /** Refused by a form or a listener, or overtaken by somebody else, and reported as a fault by the call. */
    @Priority(BEFORE_THE_ENGINES_OWN)
    private static class RefusedInside implements ExceptionMapper<RestException> {

        private final RestExceptionHandler otherwise = new RestExceptionHandler();

        @Override
        public Response toResponse(RestException fault) {
            if (SubmissionRefusal.isCollision(fault)) {
                return answer(
                        Response.Status.CONFLICT,
                        "OptimisticLockingException",
                        "Somebody else changed this at the same moment. Nothing of yours was changed; look at it again.");
            }
            if (fault.getCause() instanceof AuthorizationException forbidden) {
                Response.Status status = fault.getStatus() == null ? Response.Status.FORBIDDEN : fault.getStatus();
                return answer(status, "AuthorizationException", forbidden.getMessage());
            }
            Optional<BadUserRequestException> refusal = SubmissionRefusal.asBadRequest(fault);
            if (refusal.isPresent()) {
                return answer(
                        Response.Status.BAD_REQUEST,
                        "InvalidRequestException",
                        refusal.get().getMessage());
            }
            return SubmissionRefusal.in(fault)
                    .map(new Refused()::toResponse)
                    .orElseGet(() -> otherwise.toResponse(fault));
        }
    }

    private static Response answer(Response.Status status, String type, @Nullable String message) {
        return Response.status(status)
                .entity(Map.of("type", type, "message", Objects.requireNonNullElse(message, type), "code", 0))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
