package org.crisisplan.audit.report;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Records who looks at dossiers and records, and who takes a file of them or of the pages for auditors along, wherever it is answered. */
@Configuration(proxyBeanMethods = false)
class ViewRecording implements WebMvcConfigurer, HandlerInterceptor {

    private static final Pattern CASE = Pattern.compile("/(?:api/)?crises/([^/]+)/(dossier|record)(\\.\\w+)?(/.*)?");
    private static final Pattern FILE_OF_AUDIT = Pattern.compile("/audit(?:/([^/.]+))?.*\\.(\\w+)");
    private static final Pattern FILE = Pattern.compile(".*\\.\\w{2,5}");

    private final ViewLog views;

    ViewRecording(ViewLog views) {
        this.views = views;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this)
                .addPathPatterns(
                        "/crises/*/dossier*",
                        "/crises/*/dossier/**",
                        "/crises/*/record*",
                        "/crises/*/record/**",
                        "/api/crises/*/record",
                        "/audit/**");
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception fault) {
        @Nullable Principal reader = request.getUserPrincipal();
        boolean answered = fault == null
                && response.getStatus() < HttpStatus.MULTIPLE_CHOICES.value()
                && request.getDispatcherType() != DispatcherType.ERROR;
        if (reader == null || !answered || request.getMethod().equals("HEAD")) {
            return;
        }
        String path = request.getRequestURI();
        Matcher ofCase = CASE.matcher(path);
        if (ofCase.matches()) {
            boolean file = FILE.matcher(path.substring(path.lastIndexOf('/'))).matches();
            views.add(
                    reader.getName(),
                    request.getRemoteAddr(),
                    file || path.startsWith("/api/"),
                    ofCase.group(2),
                    ofCase.group(1),
                    path);
            return;
        }
        Matcher ofAudit = FILE_OF_AUDIT.matcher(path);
        if (ofAudit.matches()) {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            String what = ofAudit.group(1) == null ? "search" : ofAudit.group(1);
            views.add(reader.getName(), request.getRemoteAddr(), true, what, "", path + query);
        }
    }
}
