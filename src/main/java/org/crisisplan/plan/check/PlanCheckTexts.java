package org.crisisplan.plan.check;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.crisisplan.crisis.FactDefinition;
import org.crisisplan.text.Placeholder;
import org.crisisplan.text.PlanTexts;
import org.crisisplan.text.ProductTexts;
import org.crisisplan.text.TextTemplate;
import org.crisisplan.text.WrittenLanguage;

/**
 * What the plan says to the public can be said: each text is there in both languages, has a title and words, asks only for what can be
 * filled in, and is written in its language.
 */
class PlanCheckTexts {

    private static final Pattern NAME = Pattern.compile(ProductTexts.FOLDER + "/([a-z][a-z0-9-]*)\\.(en|zh)\\.txt");
    private static final Pattern TAG = Pattern.compile("\\{\\{[^{}]*}}");
    private static final String CHOOSES = "templates";
    private static final String RESULT = "statementTemplate";
    private static final String FACTS = "dmn/facts.dmn";
    private static final String ASKS_USERS = "processes/survey-users.bpmn";
    private static final String INVITATION = "survey-invitation";

    private final PlanBundle bundle;
    private final PlanCheckModels models;
    private final PlanCheckReport report;
    private final Set<String> placeholders;

    PlanCheckTexts(PlanBundle bundle, PlanCheckModels models, PlanCheckReport report) {
        this.bundle = bundle;
        this.models = models;
        this.report = report;
        this.placeholders = Placeholder.names();
        models.facts().all().forEach(fact -> word(fact).ifPresent(placeholders::add));
    }

    static boolean isOne(String file) {
        return file.startsWith(ProductTexts.FOLDER + "/");
    }

    void check() {
        models.facts().all().forEach(this::inBothLanguages);
        Set<String> texts = new TreeSet<>();
        bundle.files().keySet().stream().filter(PlanCheckTexts::isOne).forEach(file -> {
            Matcher name = NAME.matcher(file);
            if (!name.matches()) {
                report.add(
                        file,
                        "",
                        "is named so that nobody knows which text in which language it is",
                        "Name it in small letters with its language, such as progress.en.txt and progress.zh.txt");
                return;
            }
            texts.add(name.group(1));
            report.guarded(
                    file,
                    () -> check(
                            file,
                            name.group(1),
                            name.group(2).equals("en") ? WrittenLanguage.ENGLISH : WrittenLanguage.CHINESE));
        });
        if (texts.isEmpty()) {
            return;
        }
        texts.add(PlanTexts.TITLE);
        for (String text : texts) {
            isThere(text, "is missing, while the text is there in another language");
        }
        if (bundle.files().containsKey(ASKS_USERS)) {
            isThere(INVITATION, "is missing, with which the process " + ASKS_USERS + " invites users to a survey");
        }
        chosen().stream()
                .filter(text -> !texts.contains(text))
                .forEach(text -> isThere(text, "is missing, which the table " + CHOOSES + " chooses"));
    }

    private void isThere(String text, String problem) {
        for (WrittenLanguage language : WrittenLanguage.values()) {
            String file = ProductTexts.fileOf(text, language);
            if (!bundle.files().containsKey(file)) {
                report.add(file, "", problem, "Write it: the first line is the title, the others are the text");
            }
        }
    }

    private void check(String file, String name, WrittenLanguage language) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bundle.content(file)))
                    .toString();
        } catch (CharacterCodingException otherEncoding) {
            report.add(file, "", "is not written in UTF-8", "Save it as UTF-8");
            return;
        }
        titleAndWords(file, name, text);
        try {
            TextTemplate.read(text).names().forEach((asked, line) -> {
                if (!placeholders.contains(asked)) {
                    report.add(
                            file,
                            "line " + line,
                            "asks for " + asked + ", which nothing can fill in",
                            PlanCheckSpelling.remedy(asked, placeholders));
                }
            });
        } catch (TextTemplate.Unreadable unreadable) {
            report.add(
                    file,
                    "line " + unreadable.line(),
                    String.valueOf(unreadable.getMessage()),
                    "Write {{name}} to fill in, and {{#name}} ... {{/name}} or {{^name}} ... {{/name}} around what stands only"
                            + " if it is known, or only if it is not");
        }
        int line = 0;
        for (String row : text.split("\\R", -1)) {
            line++;
            int at = line;
            language.foreignPassage(row.isBlank() ? "" : sample(row, language))
                    .ifPresent(passage -> report.add(
                            file,
                            "line " + at,
                            "is to be " + language.locale().getDisplayLanguage(java.util.Locale.ENGLISH)
                                    + ", but says \"" + passage + "\"",
                            "Translate it"));
        }
    }

    /** The words of a line as they read once it is filled in. */
    private static String sample(String row, WrittenLanguage language) {
        return TAG.matcher(row).replaceAll(language == WrittenLanguage.ENGLISH ? " x. " : "中。");
    }

    private void titleAndWords(String file, String name, String text) {
        List<String> rows = new ArrayList<>(Arrays.asList(text.split("\\R", -1)));
        if (name.equals(PlanTexts.TITLE)) {
            if (text.isBlank()) {
                report.add(file, "", "is empty", "Say in a few words which incident it is");
            }
            return;
        }
        if (rows.get(0).isBlank()) {
            report.add(file, "line 1", "is empty, where the title stands", "Write the title in the first line");
        } else if (TextBalance.isOpen(rows.get(0))) {
            report.add(
                    file,
                    "line 1",
                    "opens something that it does not close, so that the title goes on in the text",
                    "Close it in the first line");
        }
        rows.remove(0);
        if (String.join("", rows).isBlank()) {
            report.add(file, "", "has a title and no text", "Write the text from the second line on");
        }
    }

    /** A line that opens more than it closes. */
    private static final class TextBalance {

        private static final Pattern OPENS = Pattern.compile("\\{\\{\\s*[#^]");
        private static final Pattern CLOSES = Pattern.compile("\\{\\{\\s*/");

        private static boolean isOpen(String row) {
            return OPENS.matcher(row).results().count()
                    != CLOSES.matcher(row).results().count();
        }
    }

    /** {@code publicTitle} for {@code publicTitleEn}; nothing for facts that are not for the public. */
    private static Optional<String> word(FactDefinition fact) {
        return fact.type()
                .language()
                .map(WrittenLanguage::ending)
                .filter(ending -> fact.name().endsWith(ending))
                .map(ending -> fact.name().substring(0, fact.name().length() - ending.length()));
    }

    private void inBothLanguages(FactDefinition fact) {
        Optional<WrittenLanguage> language = fact.type().language();
        if (language.isEmpty()) {
            return;
        }
        Optional<String> word = word(fact);
        if (word.isEmpty()) {
            report.add(
                    FACTS,
                    fact.name(),
                    "is of the type " + fact.type().word() + ", but its name does not end in "
                            + language.get().ending(),
                    "Name it " + fact.name() + language.get().ending());
            return;
        }
        if (Placeholder.names().contains(word.get())) {
            report.add(
                    FACTS,
                    fact.name(),
                    "would fill in " + word.get() + " in the texts, which the product itself fills in",
                    "Give it another name");
        }
        for (WrittenLanguage other : WrittenLanguage.values()) {
            String twin = word.get() + other.ending();
            if (models.facts().find(twin).flatMap(known -> known.type().language()).stream()
                    .noneMatch(other::equals)) {
                report.add(
                        FACTS,
                        fact.name(),
                        "is told to the public in one language only",
                        "Add a row for " + twin + " of the type text-" + other.code());
            }
        }
    }

    /** The texts that the table can choose. */
    private Set<String> chosen() {
        Decision table = models.decisions().get(CHOOSES);
        if (table == null || !(table.getExpression() instanceof DecisionTable rules)) {
            return Set.of();
        }
        List<String> columns = rules.getOutputs().stream().map(Output::getName).toList();
        int column = columns.indexOf(RESULT);
        return rules.getRules().stream()
                .map(TableCells::outputs)
                .filter(cells -> column >= 0 && column < cells.size())
                .flatMap(cells -> CellSlips.whollyQuoted(cells.get(column)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
