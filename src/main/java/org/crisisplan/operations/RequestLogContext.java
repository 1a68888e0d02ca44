package org.crisisplan.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.web.LogContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** What is logged during a request says who is logged in, and which crisis or task its address names. */
@Configuration
class RequestLogContext {

    private static final Pattern CRISIS = Pattern.compile("/((?:CR|DR)-\\d{4}-\\d{4,10})(?:/|$)");
    private static final Pattern TASK = Pattern.compile("/task/([\\w-]{1,64})(?:/|$)");

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> logContextOfRequests() {
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                String address = request.getRequestURI();
                List<LogContext.Scope> about = List.of(
                        LogContext.about(LogContext.PERSON, person()),
                        LogContext.about(LogContext.CRISIS, first(CRISIS, address)),
                        LogContext.about(LogContext.TASK, first(TASK, address)));
                try {
                    chain.doFilter(request, response);
                } finally {
                    about.forEach(LogContext.Scope::end);
                }
            }
        });
        // after Spring Security (-100), which knows who it is
        filter.setOrder(-95);
        return filter;
    }

    private static @Nullable String person() {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        // a source of signals is no person
        return login == null || login instanceof AnonymousAuthenticationToken || MDC.get(LogContext.SOURCE) != null
                ? null
                : login.getName();
    }

    private static @Nullable String first(Pattern pattern, String address) {
        Matcher found = pattern.matcher(address);
        return found.find() ? found.group(1) : null;
    }
}
