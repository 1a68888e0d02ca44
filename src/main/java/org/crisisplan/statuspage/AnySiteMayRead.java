package org.crisisplan.statuspage;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers what a browser asks before a script of another site may read the public data with headers of its own. What is asked then is
 * answered with a star for every origin, so that caches need not tell them apart.
 */
@Component
class AnySiteMayRead extends OncePerRequestFilter {

    private static final String FOR_A_DAY = "86400";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !HttpMethod.OPTIONS.matches(request.getMethod())
                || !(path.startsWith("/api/v2/") || path.startsWith("/status/feed.") || path.equals("/notices.json"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Accept, Content-Type, If-None-Match");
        response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, FOR_A_DAY);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
