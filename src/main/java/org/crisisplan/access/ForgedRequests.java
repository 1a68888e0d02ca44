package org.crisisplan.access;

import static org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants.CSRF_NON_MODIFYING_METHODS_PATTERN;
import static org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants.CSRF_TOKEN_HEADER_NAME;
import static org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants.CSRF_TOKEN_HEADER_REQUIRED;
import static org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a request without the web apps' token before their own check does, which ends the whole session: another site that
 * provokes such a request could log people out.
 */
class ForgedRequests extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String token = request.getHeader(CSRF_TOKEN_HEADER_NAME);
        if (CSRF_NON_MODIFYING_METHODS_PATTERN.matcher(request.getMethod()).matches()
                || token != null && !token.isBlank() && token.equals(expected(request))) {
            chain.doFilter(request, response);
            return;
        }
        if (token == null || token.isBlank()) {
            response.setHeader(CSRF_TOKEN_HEADER_NAME, CSRF_TOKEN_HEADER_REQUIRED);
        }
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }

    private static @Nullable Object expected(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : session.getAttribute(CSRF_TOKEN_SESSION_ATTR_NAME);
    }
}
