package org.crisisplan.signals.channel.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crisisplan.web.PageLanguage;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;

/** Writes the form in one language. The template sees the records of this class and nothing else. */
class ReportView {

    private final ISpringTemplateEngine templates;
    private final ReportSettings settings;

    ReportView(ISpringTemplateEngine templates, ReportSettings settings) {
        this.templates = templates;
        this.settings = settings;
    }

    record Choice(String name, String label, boolean chosen) {}

    /**
     * What was filled in, and what is wrong with it.
     *
     * @param problem why the form is shown again, as the end of a message key; null the first time
     * @param featureProblem what is wrong with the choice
     * @param textProblem what is wrong with the text
     */
    record Filled(
            String feature,
            String text,
            @Nullable String problem,
            @Nullable String featureProblem,
            @Nullable String textProblem) {

        static final Filled NOTHING = new Filled("", "", null, null, null);

        Filled because(String reason) {
            return new Filled(feature, text, reason, featureProblem, textProblem);
        }
    }

    String form(PageLanguage language, Filled filled, String token) {
        Map<String, Object> page = page(language, filled.problem() == null ? "form" : "again");
        List<Choice> choices = new ArrayList<>();
        settings.features()
                .forEach((name, feature) ->
                        choices.add(new Choice(name, feature.label(language.locale()), name.equals(filled.feature()))));
        page.put("choices", choices);
        page.put("filled", filled);
        page.put("token", token);
        page.put("longest", ReportPage.LONGEST_TEXT);
        return templates.process("reports/form", new Context(language.locale(), page));
    }

    /** @param state {@code sent} or {@code refused} */
    String told(PageLanguage language, String state) {
        return templates.process("reports/told", new Context(language.locale(), page(language, state)));
    }

    private Map<String, Object> page(PageLanguage language, String state) {
        Map<String, Object> page = new HashMap<>();
        page.put("organisation", settings.organisation());
        page.put("language", language);
        page.put("state", state);
        return page;
    }
}
