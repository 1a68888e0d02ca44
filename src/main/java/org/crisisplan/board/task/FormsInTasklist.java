package org.crisisplan.board.task;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.crisisplan.form.FormForReader;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Lets Tasklist show forms in the language that its reader's browser asks for first. Only what is shown changes on the way: answers are held
 * against the form as it was deployed, and the engine's own interface gives that one.
 */
@Configuration
class FormsInTasklist {

    private static final Pattern FORM = Pattern.compile(
            "/camunda/api/engine/engine/[^/]+/(task/[^/]+/deployed-form|process-definition/(key/)?[^/]+/deployed-start-form)");

    @Bean
    FilterRegistrationBean<OneLanguage> formsOfTasklistInOneLanguage(ObjectMapper json) {
        var filter = new FilterRegistrationBean<>(new OneLanguage(json));
        filter.addUrlPatterns("/camunda/api/engine/*");
        // after Spring Security (-100) and whoever refuses a request
        filter.setOrder(10);
        return filter;
    }

    static class OneLanguage extends OncePerRequestFilter {

        private final ObjectMapper json;

        OneLanguage(ObjectMapper json) {
            this.json = json;
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !FORM.matcher(request.getRequestURI()
                            .substring(request.getContextPath().length()))
                    .matches();
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var held = new ContentCachingResponseWrapper(response);
            chain.doFilter(request, held);
            byte[] form = held.getContentAsByteArray();
            if (held.getStatus() == HttpStatus.OK.value() && form.length > 0) {
                byte[] split = split(form, request.getLocale());
                held.resetBuffer();
                held.getOutputStream().write(split);
            }
            held.copyBodyToResponse();
        }

        private byte[] split(byte[] form, Locale reader) throws IOException {
            try {
                JsonNode read = json.readTree(form);
                return json.writeValueAsBytes(FormForReader.in(reader, read));
            } catch (JacksonException noForm) {
                return form;
            }
        }
    }
}
