package org.crisisplan.signals.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.crisisplan.web.LogContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Before anything reads what a stranger posts: who it is, and whether it is small enough and plain. Strangers learn nothing but that
 * they are not known.
 */
class SourceAuthenticationFilter extends OncePerRequestFilter {

    static final int LARGEST_BODY = 256 * 1024;

    private static final String PATH = "/api/signals";

    private final SourceAuthenticationRegistry senders;
    private final SourceLimits limits;
    private final ObjectMapper json;

    SourceAuthenticationFilter(SourceAuthenticationRegistry senders, SourceLimits limits, ObjectMapper json) {
        this.senders = senders;
        this.limits = limits;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var claim = new SourceAuthenticationRegistry.Claim(
                source(request),
                request.getHeader(HttpHeaders.AUTHORIZATION),
                SignedWebhook.of(
                        request.getHeader(SignedWebhook.ID),
                        request.getHeader(SignedWebhook.TIMESTAMP),
                        request.getHeader(SignedWebhook.SIGNATURE)));
        if (!senders.mayBeKnown(claim)) {
            unknown(response);
            return;
        }
        if (isEncoded(request)) {
            refuse(
                    response,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Compressed",
                    "Send the body as it is, without Content-Encoding.");
            return;
        }
        if (request.getContentLengthLong() > LARGEST_BODY) {
            tooLarge(response);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            tooLarge(response);
            return;
        }
        Optional<SourceAuthentication> sender = senders.known(claim, body);
        if (sender.isEmpty()) {
            unknown(response);
            return;
        }
        Optional<Duration> wait = limits.tooMany(sender.get().source());
        if (wait.isPresent()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, roundedUp(wait.get()))));
            refuse(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Too many requests",
                    "This source sends more than it was agreed to; what was refused may be sent again later.");
            return;
        }
        SecurityContextHolder.getContext().setAuthentication(sender.get());
        LogContext.Scope about =
                LogContext.about(LogContext.SOURCE, sender.get().source());
        try {
            chain.doFilter(new Read(request, body), response);
        } finally {
            about.end();
        }
    }

    private static @org.jspecify.annotations.Nullable String source(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.length() > PATH.length() + 1 ? path.substring(PATH.length() + 1) : null;
    }

    private static boolean isEncoded(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding != null && !encoding.equalsIgnoreCase("identity");
    }

    private static long roundedUp(Duration wait) {
        return wait.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static void unknown(HttpServletResponse response) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
    }

    private void tooLarge(HttpServletResponse response) throws IOException {
        // nobody waits for the rest of it
        response.setHeader(HttpHeaders.CONNECTION, "close");
        refuse(
                response,
                HttpStatus.PAYLOAD_TOO_LARGE,
                "Too large",
                "A request holds at most " + LARGEST_BODY / 1024 + " KiB; send the signals in several.");
    }

    private void refuse(HttpServletResponse response, HttpStatus status, String title, String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        json.writeValue(response.getOutputStream(), problem);
    }

    /** The request with its body read, for whoever comes next. */
    private static class Read extends HttpServletRequestWrapper {

        private final byte[] body;

        Read(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    return bytes.read(into, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("The body is there already");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
