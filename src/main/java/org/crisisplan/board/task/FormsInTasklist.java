package org.crisisplan.board.task;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.crisisplan.form.FormForReader;
import org.crisisplan.form.SubmissionRefused;
import org.crisisplan.web.BilingualText;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Lets Tasklist show forms in the language that its reader's browser asks for first, with what they show of the crisis, and why answers were
 * refused. Only what is shown changes on the way: answers are held against the form as it was deployed, and the engine's own interface
 * gives that one.
 */
@Configuration
class FormsInTasklist {

    private static final Pattern FORM = Pattern.compile(
            "/camunda/api/engine/engine/[^/]+/(task/[^/]+/deployed-form|process-definition/(key/)?[^/]+/deployed-start-form)");

    private static final Pattern VALUES = Pattern.compile("/camunda/api/engine/engine/[^/]+/task/[^/]+/form-variables");

    private static final Pattern ANSWERS = Pattern.compile(
            "/camunda/api/engine/engine/[^/]+/(task|process-definition)/.+/(submit-form|complete|start)");

    /** What the engine's interface puts before the sentence: ids that tell a person nothing. */
    private static final Pattern BEFORE_THE_SENTENCE =
            Pattern.compile("^Cannot (?:submit task form|complete task|instantiate process definition) [\\w.:-]+: ");

    @Bean
    FilterRegistrationBean<OneLanguage> formsOfTasklistInOneLanguage(ObjectMapper json, FaultTexts faults) {
        var filter = new FilterRegistrationBean<>(new OneLanguage(json, faults));
        filter.addUrlPatterns("/camunda/api/engine/*");
        // after Spring Security (-100) and whoever refuses a request
        filter.setOrder(10);
        return filter;
    }

    static class OneLanguage extends OncePerRequestFilter {

        private final ObjectMapper json;
        private final FaultTexts faults;

        OneLanguage(ObjectMapper json, FaultTexts faults) {
            this.json = json;
            this.faults = faults;
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !isAbout(FORM, request) && !isAbout(VALUES, request) && !isAbout(ANSWERS, request);
        }

        private static boolean isAbout(Pattern address, HttpServletRequest request) {
            return address.matcher(request.getRequestURI()
                            .substring(request.getContextPath().length()))
                    .matches();
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            var held = new ContentCachingResponseWrapper(response);
            chain.doFilter(request, held);
            byte[] said = held.getContentAsByteArray();
            if (said.length > 0) {
                byte[] split = split(said, request, held.getStatus());
                held.resetBuffer();
                held.getOutputStream().write(split);
            }
            held.copyBodyToResponse();
        }

        private byte[] split(byte[] said, HttpServletRequest request, int status) throws IOException {
            boolean answers = isAbout(ANSWERS, request);
            if (status != (answers ? HttpStatus.BAD_REQUEST : HttpStatus.OK).value()) {
                return said;
            }
            try {
                JsonNode read = json.readTree(said);
                Locale reader = request.getLocale();
                return json.writeValueAsBytes(
                        answers
                                ? refusal(read, request)
                                : isAbout(FORM, request) ? FormForReader.in(reader, read) : values(read, reader));
            } catch (JacksonException nothingToSplit) {
                return said;
            }
        }

        private static JsonNode values(JsonNode variables, Locale reader) {
            variables.properties().forEach(variable -> {
                if (variable.getValue() instanceof ObjectNode one
                        && one.path("value").isTextual()) {
                    String text = one.path("value").asText();
                    one.put("value", OneTaskForm.shown(variable.getKey(), text, reader));
                }
            });
            return variables;
        }

        private JsonNode refusal(JsonNode answer, HttpServletRequest request) {
            if (answer instanceof ObjectNode refusal && refusal.path("message").isTextual()) {
                Locale reader = request.getLocale();
                String sentence = BEFORE_THE_SENTENCE
                        .matcher(refusal.path("message").asText())
                        .replaceFirst("");
                refusal.put(
                        "message",
                        SubmissionRefused.in(request)
                                .map(refused -> faults.of(refused, reader))
                                .orElseGet(() -> BilingualText.of(sentence, reader)));
            }
            return answer;
        }
    }
}
