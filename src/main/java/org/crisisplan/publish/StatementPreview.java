package org.crisisplan.publish;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A statement that waits for approval, laid out as the public will read it, with what it has not read before (R45). */
@Component
public class StatementPreview {

    /** The fields of a form that show the same text. */
    public static final Set<String> FIELDS =
            Set.of(StatementText.TITLE_EN, StatementText.TITLE_ZH, StatementText.TEXT_EN, StatementText.TEXT_ZH);

    private final StatementRepository records;
    private final ChannelTable table;
    private final Channels channels;

    StatementPreview(StatementRepository records, ChannelTable table, Channels channels) {
        this.records = records;
        this.table = table;
        this.channels = channels;
    }

    /**
     * The text in force.
     *
     * @param compared whether the public has read anything of this crisis before, so that something can be new
     * @param goesTo where it will be read, in the order of the plan's table
     */
    public record Preview(
            StatementKind kind, int version, boolean compared, Text english, Text chinese, List<Destination> goesTo) {}

    /**
     * A channel that it will go to (R46).
     *
     * @param language which of its languages: both, en or zh
     * @param department who puts it there by hand, if the product has no account on the channel; null if it speaks there itself
     */
    public record Destination(
            String channel, String language, @Nullable String department) {}

    /** One language of it. */
    public record Text(String title, List<List<Sentence>> paragraphs) {}

    /**
     * A sentence with the blanks after it.
     *
     * @param added whether the last text that the public has read does not say it
     */
    public record Sentence(String words, boolean added) {}

    /**
     * Of the statement that a run of {@code publish-statement} is about; nothing unless somebody has submitted it.
     *
     * @param processDefinition of that run: by its version's tables the statement goes out
     */
    public Optional<Preview> of(String processInstance, String processDefinition) {
        return records.latest(processInstance)
                .filter(statement -> statement.submitted() && !statement.withdrawn())
                .map(statement -> preview(statement, processDefinition));
    }

    private Preview preview(Statement statement, String processDefinition) {
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
                text(text.titleZh(), text.textZh(), read.map(StatementText::textZh)),
                statement.kind() == StatementKind.ANSWER ? List.of() : goesTo(statement, processDefinition));
    }

    private List<Destination> goesTo(Statement statement, String processDefinition) {
        return table.of(statement, processDefinition).stream()
                .map(row -> new Destination(
                        row.channel(),
                        row.language().word(),
                        channels.named(row.channel()).isPresent() ? null : row.department()))
                .toList();
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
