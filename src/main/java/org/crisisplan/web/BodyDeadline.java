package org.crisisplan.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Bodies that drip in byte by byte hold a thread each. Before anything reads, this sets a deadline for the whole of a body and a
 * limit for how many may be waited for, of one address and of all; whoever is over it is answered and cut off.
 */
class BodyDeadline extends ValveBase {

    private static final String A_LITTLE_LATER = "10";

    private final BodySettings settings;
    private final WaitingPlaces places;
    private final long leftovers;

    /** @param leftovers so many bytes that nobody read are still received */
    BodyDeadline(BodySettings settings, int together, long leftovers) {
        super(true);
        this.settings = settings;
        this.places = new WaitingPlaces(settings.waitingForAnAddress(), together);
        this.leftovers = leftovers;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!TimedBody.isIn(request.getCoyoteRequest())) {
            getNext().invoke(request, response);
            return;
        }
        var body = new TimedBody(
                request.getCoyoteRequest(), places, ClientAddress.of(request.getRemoteAddr()), settings.within());
        try {
            if (body.canBegin()) {
                getNext().invoke(request, response);
            }
            if (body.refused() != null) {
                body.close();
                refuse(request, response, body.refused());
            } else if (!request.isAsync()) {
                readLeftovers(body, response);
            }
        } finally {
            body.giveBack();
        }
    }

    /** Ending the connection is marked as an error, which would replace an answer that is there already. */
    private void readLeftovers(TimedBody body, Response response) {
        boolean failed = response.isErrorReportRequired();
        body.readLeftovers(leftovers);
        if (!failed) {
            response.resetError();
        }
    }

    /** Whatever was made of half a request is not the answer to it. */
    private static void refuse(Request request, Response response, HttpStatus status) throws IOException {
        if (response.isCommitted() || request.isAsync()) {
            return;
        }
        request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
        response.setSuspended(false);
        response.reset();
        response.resetError();
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        String why = "The body did not arrive in time.";
        if (status == HttpStatus.TOO_MANY_REQUESTS) {
            response.setHeader(HttpHeaders.RETRY_AFTER, A_LITTLE_LATER);
            why = "Too many bodies are being waited for.";
        }
        response.getOutputStream().write("""
                {"type":"about:blank","title":"%s","status":%d,"detail":"%s Nothing was changed; send it again."}""".formatted(status.getReasonPhrase(), status.value(), why)
                .getBytes(StandardCharsets.UTF_8));
    }
}
