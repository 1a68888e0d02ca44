package org.crisisplan.statuspage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.crisisplan.publish.StatementKind;
import org.crisisplan.site.ComponentState;
import org.jspecify.annotations.Nullable;

/**
 * One published statement: the whole list of what the public may see of it.
 *
 * @param id stays the same for good
 * @param crisis the crisis's number, the only thing of the crisis itself that is public
 * @param components how those components stood that did not work as they should, by their keys
 * @param withdrawn whether a later statement took it back
 * @param nextUpdateAt when the public expects the next word, if the statement says so
 */
public record StatusPost(
        String id,
        String crisis,
        StatementKind kind,
        Severity severity,
        Progress progress,
        String titleEn,
        String titleZh,
        String textEn,
        String textZh,
        Map<String, ComponentState> components,
        boolean withdrawn,
        @Nullable Instant nextUpdateAt,
        Instant publishedAt) {

    public String title(boolean chinese) {
        return chinese ? titleZh : titleEn;
    }

    public String text(boolean chinese) {
        return chinese ? textZh : textEn;
    }

    public List<String> paragraphs(boolean chinese) {
        return Arrays.stream(text(chinese).split("\\n\\s*\\n"))
                .map(String::strip)
                .toList();
    }
}
