package org.crisisplan.plan.check;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The variables that a FEEL expression speaks of, as far as its words tell. */
final class FeelNames {

    private static final Pattern TEXT = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])([a-z]\\w*)(?!\\w)(?!\\s*[(:])");
    private static final Pattern OWN = Pattern.compile("([a-z]\\w*)\\s*:|\\b(?:for|some|every)\\s+(\\w+)\\s+in\\b");
    private static final Set<String> WORDS = Set.of(
            "null",
            "true",
            "false",
            "if",
            "then",
            "else",
            "and",
            "or",
            "not",
            "in",
            "for",
            "return",
            "some",
            "every",
            "satisfies",
            "between",
            "instance",
            "of",
            "function",
            "item",
            "partial");

    private FeelNames() {}

    static Set<String> of(String expression) {
        String bare = TEXT.matcher(expression).replaceAll("\"\"");
        Set<String> own = OWN.matcher(bare)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .collect(Collectors.toSet());
        return NAME.matcher(bare)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !WORDS.contains(name) && !own.contains(name))
                .collect(Collectors.toSet());
    }
}
