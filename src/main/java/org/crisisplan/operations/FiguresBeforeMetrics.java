package org.crisisplan.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whoever was let through to the metrics gets new figures with them. */
@Configuration
class FiguresBeforeMetrics {

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> newFiguresBeforeMetrics(FigureMeters figures) {
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                figures.refresh();
                chain.doFilter(request, response);
            }
        });
        filter.addUrlPatterns("/actuator/prometheus");
        // after Spring Security (-100)
        filter.setOrder(0);
        return filter;
    }
}
