package org.crisisplan.publish;

import java.util.Arrays;
import java.util.List;

/** In which language a channel speaks, by the plan's table {@code channels}. */
public enum PostLanguage {
    ZH("zh"),
    EN("en"),
    /** Chinese first. */
    BOTH("zh", "en");

    private final List<String> codes;

    PostLanguage(String... codes) {
        this.codes = List.of(codes);
    }

    /** As ISO 639 writes them. */
    public List<String> codes() {
        return codes;
    }

    /** The word in the table and in the database; what is none of them is both languages. */
    static PostLanguage of(String word) {
        return Arrays.stream(values())
                .filter(language -> language.word().equals(word))
                .findFirst()
                .orElse(BOTH);
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
