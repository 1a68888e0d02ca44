package org.crisisplan.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A statement that waits for approval, laid out as the public will read it, with what it has not read before (R45). */
@Component
public class StatementPreview {

    /** The fields of a form that show the same text. */
    public static final Set<String> FIELDS =
            Set.of(StatementText.TITLE_EN, StatementText.TITLE_ZH, StatementText.TEXT_EN, StatementText.TEXT_ZH);

    private final StatementRepository records;

    StatementPreview(StatementRepository records) {
        this.records = records;
    }

    /**
     * The text in force.
     *
     * @param compared whether the public has read anything of this crisis before, so that something can be new
     */
    public record Preview(StatementKind kind, int version, boolean compared, Text english, Text chinese) {}

    /** One language of it. */
    public record Text(String title, List<List<Sentence>> paragraphs) {}

    /**
     * A sentence with the blanks after it.
     *
     * @param added whether the last text that the public has read does not say it
     */
    public record Sentence(String words, boolean added) {}

    /** Of the statement that a run of {@code publish-statement} is about; nothing unless somebody has submitted it. */
    public Optional<Preview> of(String processInstance) {
        return records.latest(processInstance)
                .filter(statement -> statement.submitted() && !statement.withdrawn())
                .map(this::preview);
    }

    private Preview preview(Statement statement) {
        Optional<StatementText> read = records.published(statement.crisis()).stream()
                .filter(earlier -> !earlier.processInstance().equals(statement.processInstance()))
                .reduce((earlier, later) -> later)
                .map(Statement::text);
        StatementText text = statement.text();
        return new Preview(
                statement.kind(),
                statement.version(),
                read.isPresent(),
                text(text.titleEn(), text.textEn(), read.map(StatementText::textEn)),
                text(text.titleZh(), text.textZh(), read.map(StatementText::textZh)));
    }

    private static Text text(String title, String body, Optional<String> read) {
        Set<String> known = new HashSet<>(read.map(TextChanges::sentences).orElse(List.of()));
        return new Text(
                title,
                Arrays.stream(body.split("\\n\\s*\\n"))
                        .map(paragraph -> sentences(paragraph.strip(), read.isPresent(), known))
                        .toList());
    }

    private static List<Sentence> sentences(String paragraph, boolean compared, Set<String> known) {
        List<Sentence> sentences = new ArrayList<>();
        int at = 0;
        for (String sentence : TextChanges.sentences(paragraph)) {
            int begins = paragraph.indexOf(sentence, at);
            int ends = begins + sentence.length();
            while (ends < paragraph.length() && Character.isWhitespace(paragraph.charAt(ends))) {
                ends++;
            }
            sentences.add(new Sentence(paragraph.substring(begins, ends), compared && !known.contains(sentence)));
            at = ends;
        }
        return sentences;
    }
}
