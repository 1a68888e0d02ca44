package org.crisisplan.affected;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a column of a list holds. */
enum Column {
    MAIL(List.of("mail", "e-mail", "email", "邮箱", "邮件", "电子邮件")),
    PHONE(List.of("phone", "mobile", "tel", "手机", "电话")),
    USER(List.of("user", "uid", "account", "customer", "member", "用户", "会员", "账号", "客户")),
    NAME(List.of("name", "姓名", "名字", "称呼")),
    LANGUAGE(List.of("lang", "语言", "locale")),
    /** Further words, for what the text says of each person and for compensation. */
    VALUE(List.of()),
    IGNORED(List.of());

    private static final Map<String, Column> EXACT = Map.of("用户名", NAME, "username", USER, "user name", USER);

    private final List<String> words;

    Column(List<String> words) {
        this.words = words;
    }

    /** The word in the page's form. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Column> of(String word) {
        for (Column column : values()) {
            if (column.word().equals(word)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** What a column with this heading most likely holds. */
    static Column guess(String heading) {
        String small = heading.strip().toLowerCase(Locale.ROOT);
        Column exact = EXACT.get(small);
        if (exact != null) {
            return exact;
        }
        for (Column column : values()) {
            if (column.words.stream().anyMatch(small::contains)) {
                return column;
            }
        }
        return VALUE;
    }

    boolean isOnce() {
        return this != VALUE && this != IGNORED;
    }
}
