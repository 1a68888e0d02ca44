package org.crisisplan.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps some of the server's threads for what anybody may read: however many requests wait for the database, the public page and the
 * questions of operators how this node is are answered at once. What finds no thread is told when to come back.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PublicPagesFirst extends OncePerRequestFilter {

    private static final int KEPT = 40;
    private static final int RETRY_AFTER_SECONDS = 2;

    private final Semaphore others;
    private final ObjectMapper json;

    PublicPagesFirst(ServerProperties server, ObjectMapper json) {
        int threads = server.getTomcat().getThreads().getMax();
        this.others = new Semaphore(Math.max(threads - KEPT, (threads + 1) / 2));
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isPublic(request)) {
            chain.doFilter(request, response);
        } else if (others.tryAcquire()) {
            try {
                chain.doFilter(request, response);
            } finally {
                others.release();
            }
        } else {
            DatabaseOutageFilter.unavailable(
                    request,
                    response,
                    "Too many requests wait at the moment. Nothing was changed; send it again in " + RETRY_AFTER_SECONDS
                            + " seconds.",
                    RETRY_AFTER_SECONDS,
                    json);
        }
    }

    /** What is answered from memory, or without waiting long for the database. */
    private static boolean isPublic(HttpServletRequest request) {
        String path = request.getRequestURI();
        return (HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod()))
                && (path.equals("/status")
                        || path.startsWith("/status/")
                        || path.startsWith("/api/v2/")
                        || path.equals("/notices.json")
                        || path.equals("/notice.js")
                        || path.startsWith("/css/")
                        || path.startsWith("/favicon.")
                        || path.equals("/actuator/health/liveness")
                        || path.equals("/actuator/health/readiness")
                        || path.equals("/actuator/prometheus"));
    }
}
