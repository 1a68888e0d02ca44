package org.crisisplan.survey;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.publish.PublishSettings;
import org.crisisplan.survey.Surveys.Asked;
import org.crisisplan.web.PageLanguage;
import org.crisisplan.web.TimeFormatter;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/** Writes the public form of a survey in one language: no script, no cookie, nothing for caches, and no address of a page given away. */
@Component
class SurveyView {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    private final ISpringTemplateEngine templates;
    private final PublishSettings publisher;
    private final TimeFormatter moments;

    SurveyView(ISpringTemplateEngine templates, PublishSettings publisher, TimeFormatter moments) {
        this.templates = templates;
        this.publisher = publisher;
        this.moments = moments;
    }

    /**
     * What was filled in.
     *
     * @param answers by the name of the question
     * @param wrong names of questions that want another answer
     */
    record Filled(Map<String, String> answers, Set<String> wrong) {

        static final Filled NOTHING = new Filled(Map.of(), Set.of());
    }

    /** One question on the form. */
    record Asking(String name, String kind, String text, List<Offered> choices, String said, boolean wrong) {}

    /** One choice on the form. @param label of a number of a rating the number alone */
    record Offered(String value, String label, boolean chosen) {}

    ResponseEntity<byte[]> form(HttpStatus status, PageLanguage language, Asked asked, Filled filled) {
        return answer(ResponseEntity.status(status), "form", language, form(language, asked, filled, ""));
    }

    /** Too many come at once: what was filled in stands there still. */
    ResponseEntity<byte[]> later(Duration wait, PageLanguage language, Asked asked, Filled filled) {
        return answer(
                ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                        .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1)),
                "form",
                language,
                form(language, asked, filled, "flood"));
    }

    private Map<String, Object> form(PageLanguage language, Asked asked, Filled filled, String problem) {
        List<Asking> questions = new ArrayList<>();
        for (Question question : asked.questions()) {
            String said = filled.answers().getOrDefault(question.name(), "");
            questions.add(new Asking(
                    question.name(),
                    question.kind().word(),
                    question.in(language.locale()),
                    question.choices().stream()
                            .map(choice -> new Offered(
                                    choice.value(),
                                    choice.in(language.locale()),
                                    choice.value().equals(said)))
                            .toList(),
                    said,
                    filled.wrong().contains(question.name())));
        }
        Map<String, Object> page = page(language, filled.wrong().isEmpty() && problem.isEmpty() ? "form" : "again");
        page.put("questions", questions);
        page.put("problem", filled.wrong().isEmpty() ? problem : "wrong");
        page.put("longest", SurveyForm.LONGEST_WORDS);
        page.put("until", moments.moment(asked.survey().closesAt()));
        page.put("zone", moments.zone());
        return page;
    }

    /** A few words. @param state {@code thanks}, {@code already}, {@code closed} or {@code unknown} */
    ResponseEntity<byte[]> told(HttpStatus status, PageLanguage language, String state) {
        return answer(ResponseEntity.status(status), "told", language, page(language, state));
    }

    private Map<String, Object> page(PageLanguage language, String state) {
        Map<String, Object> page = new HashMap<>();
        page.put("organisation", publisher.organisation());
        page.put("language", language);
        page.put("state", state);
        return page;
    }

    private ResponseEntity<byte[]> answer(
            ResponseEntity.BodyBuilder answer, String template, PageLanguage language, Map<String, Object> page) {
        byte[] written = templates
                .process("survey/" + template, new Context(language.locale(), page))
                .getBytes(StandardCharsets.UTF_8);
        return SurveyForm.secret(answer)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .body(written);
    }
}
