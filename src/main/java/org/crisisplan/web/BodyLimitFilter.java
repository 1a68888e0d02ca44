package org.crisisplan.web;

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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a body that is larger than its address takes, before anything of it is read as JSON or XML. */
class BodyLimitFilter extends OncePerRequestFilter {

    private final List<BodyLimit> limits;
    private final ObjectMapper json;

    BodyLimitFilter(List<BodyLimit> limits, ObjectMapper json) {
        this.limits = List.copyOf(limits);
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<DataSize> most = limits.stream()
                .filter(limit -> limit.appliesTo(request))
                .map(BodyLimit::most)
                .min(Comparator.naturalOrder());
        if (most.isEmpty()) {
            chain.doFilter(request, response);
        } else if (request.getContentLengthLong() >= 0) {
            if (request.getContentLengthLong() > most.get().toBytes()) {
                refuse(response, most.get());
            } else {
                chain.doFilter(request, response);
            }
        } else {
            pieceByPiece(request, response, chain, most.get());
        }
    }

    /** Nobody knows how long it gets until it is here. */
    private void pieceByPiece(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, DataSize most)
            throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(Math.toIntExact(most.toBytes()) + 1);
        if (body.length > most.toBytes()) {
            refuse(response, most);
        } else {
            chain.doFilter(new Received(request, body), response);
        }
    }

    private void refuse(HttpServletResponse response, DataSize most) throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.PAYLOAD_TOO_LARGE,
                "The body may have %d bytes; this one is longer. Nothing was changed.".formatted(most.toBytes()));
        problem.setTitle("Body too large");
        problem.setProperty("message", problem.getDetail()); // all that Camunda Modeler shows
        ProblemsOfTheAddress.write(response, problem, json);
    }

    /** A request whose whole body has arrived. */
    private static class Received extends HttpServletRequestWrapper {

        private final ServletInputStream body;

        Received(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = new Body(body);
        }

        @Override
        public ServletInputStream getInputStream() {
            return body;
        }

        @Override
        public BufferedReader getReader() {
            Charset encoding =
                    getCharacterEncoding() == null ? StandardCharsets.UTF_8 : Charset.forName(getCharacterEncoding());
            return new BufferedReader(new InputStreamReader(body, encoding));
        }
    }

    /** The bytes of a body that has arrived. */
    private static class Body extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Body(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int most) {
            return bytes.read(into, from, most);
        }

        @Override
        public int available() {
            return bytes.available();
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
            throw new IllegalStateException("Bodies are read synchronously here");
        }
    }
}
