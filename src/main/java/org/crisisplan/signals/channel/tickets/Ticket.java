package org.crisisplan.signals.channel.tickets;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as its system wrote it down.
 *
 * @param feature what does not work, or the category
 * @param problem the name of the finding, such as {@code defect} or {@code safety-hazard}; null for a feature that fails
 * @param reporter whoever wrote it; null when anonymous
 */
record Ticket(
        @Nullable String id,
        @Nullable String feature,
        @Nullable String problem,
        @Nullable String reporter,
        @Nullable String channel,
        @Nullable String priority,
        @Nullable String text,
        @Nullable String link,
        @Nullable String createdAt) {

    /** The names under which its fields come, the first one that has a value counts; what is called otherwise is left alone. */
    private enum Field {
        ID("id", "ticket_id", "编号", "工单号"),
        FEATURE("feature", "category", "功能", "分类"),
        PROBLEM("problem", "问题"),
        REPORTER("reporter", "user", "报告人", "用户"),
        CHANNEL("channel", "渠道"),
        PRIORITY("priority", "severity", "优先级"),
        TEXT("text", "subject", "description", "内容", "描述", "标题"),
        LINK("link", "url", "链接"),
        CREATED_AT("createdat", "created_at", "created", "创建时间");

        private final List<String> names;

        Field(String... names) {
            this.names = List.of(names);
        }
    }

    static Set<String> fieldNames() {
        Set<String> names = new TreeSet<>();
        for (Field field : Field.values()) {
            names.addAll(field.names);
        }
        return names;
    }

    /** @param values by their names in small letters */
    static Ticket of(Function<String, @Nullable String> values) {
        return new Ticket(
                value(values, Field.ID),
                value(values, Field.FEATURE),
                value(values, Field.PROBLEM),
                value(values, Field.REPORTER),
                value(values, Field.CHANNEL),
                value(values, Field.PRIORITY),
                value(values, Field.TEXT),
                value(values, Field.LINK),
                value(values, Field.CREATED_AT));
    }

    private static @Nullable String value(Function<String, @Nullable String> values, Field field) {
        for (String name : field.names) {
            String value = values.apply(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }
}
