package org.crisisplan.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Says what was wrong with a request to the API that came to none of its methods: another verb, another format, no such address. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemsOfTheAddress implements HandlerExceptionResolver {

    private final ObjectMapper json;

    ProblemsOfTheAddress(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (handler instanceof HandlerMethod
                || !request.getServletPath().startsWith("/api/")
                || !(failure instanceof ErrorResponse known)) {
            return null;
        }
        known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        try {
            write(response, known.getBody(), json);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return new ModelAndView();
    }

    static void write(HttpServletResponse response, ProblemDetail problem, ObjectMapper json) throws IOException {
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
