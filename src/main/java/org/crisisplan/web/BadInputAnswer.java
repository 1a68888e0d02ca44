package org.crisisplan.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.Map;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The engine's interface calls almost everything that goes wrong a fault of the server. Where it was what somebody sent, the answer
 * says so, in {@code /engine-rest} and in the web apps' own interface.
 */
public class BadInputAnswer implements ApplicationEventListener, ContainerResponseFilter {

    private static final String FAULT = BadInputAnswer.class.getName();

    @Override
    public void onEvent(ApplicationEvent event) {
        // it starts and stops; nothing to do
    }

    @Override
    public RequestEventListener onRequest(RequestEvent started) {
        return event -> {
            if (event.getType() == RequestEvent.Type.ON_EXCEPTION) {
                event.getContainerRequest().setProperty(FAULT, event.getException());
            }
        };
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Throwable fault = (Throwable) request.getProperty(FAULT);
        if (fault == null || response.getStatus() < HttpStatus.INTERNAL_SERVER_ERROR.value()) {
            return;
        }
        if (DatabaseOutage.causes(fault)) {
            response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, DatabaseOutage.RETRY_AFTER_SECONDS);
            answer(response, HttpStatus.SERVICE_UNAVAILABLE, "DatabaseOutage", DatabaseOutage.SENTENCE);
            return;
        }
        BadInput.in(unwrapped(fault)).ifPresent(bad -> {
            if (bad.retryAfter() != null) {
                response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, bad.retryAfter());
            }
            answer(response, bad.status(), "InvalidRequestException", bad.sentence());
        });
    }

    private static void answer(ContainerResponseContext response, HttpStatus status, String type, String sentence) {
        response.setStatus(status.value());
        response.setEntity(
                Map.of("type", type, "message", sentence, "code", 0),
                new Annotation[0],
                MediaType.APPLICATION_JSON_TYPE);
    }

    private static Throwable unwrapped(Throwable fault) {
        @Nullable Throwable cause = fault.getCause();
        return fault instanceof org.glassfish.jersey.server.internal.process.MappableException && cause != null
                ? cause
                : fault;
    }
}
