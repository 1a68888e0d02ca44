package org.crisisplan.web;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A label of the plan as one reader sees it. What is drawn carries both languages, English first ("Grade the crisis 危机定级"); they are told
 * apart by their script. What people wrote themselves is never taken apart.
 */
public final class BilingualText {

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    /** A figure or a bracket that the Chinese half begins with, at the end of an English sentence or of nothing. */
    private static final Pattern BEGINS_BEFORE =
            Pattern.compile("(?:^|[.?!:;]\\s+)((?:\\d+(?:[.,]\\d+)*%?\\s?)?[(（《“‘「【\\[]*)$");

    private static final Pattern OPENED = Pattern.compile("[(（《“‘「【\\[]+$");

    /** English that goes on behind the Chinese name of what it speaks of: "English title 英文标题 is missing. 不能为空。" */
    private static final Pattern ENGLISH_AGAIN =
            Pattern.compile("(?<=[\\p{IsHan}。？！])\\s+([A-Za-z][^\\p{IsHan}]*?[.?!])\\s*(?=\\p{IsHan})");

    private static final Pattern CLAUSE = Pattern.compile("R\\d+\\s+");
    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");

    private BilingualText() {}

    /** The half in the reader's language; all of it where there is only one. */
    public static String of(String text, Locale reader) {
        boolean chinese = reader.getLanguage().equals(Locale.CHINESE.getLanguage());
        StringBuilder half = new StringBuilder();
        for (String paragraph : PARAGRAPHS.split(text)) {
            String part = half(paragraph, chinese);
            if (!part.isEmpty()) {
                half.append(half.isEmpty() ? "" : "\n\n").append(part);
            }
        }
        return half.isEmpty() ? text : half.toString();
    }

    /** Reasons of the plan's tables, one a line; the clause before each stays. */
    public static String ofReasons(String reasons, Locale reader) {
        return reasons.lines()
                .map(line -> {
                    Matcher clause = CLAUSE.matcher(line);
                    return clause.lookingAt()
                            ? clause.group() + of(line.substring(clause.end()), reader)
                            : of(line, reader);
                })
                .collect(Collectors.joining("\n"));
    }

    private static String half(String paragraph, boolean chinese) {
        Matcher first = CHINESE.matcher(paragraph);
        if (!first.find()) {
            return chinese ? "" : paragraph.strip();
        }
        int begin = begin(paragraph, first.start());
        StringBuilder english = new StringBuilder(paragraph.substring(0, begin).strip());
        StringBuilder rest = new StringBuilder();
        Matcher again = ENGLISH_AGAIN.matcher(paragraph.substring(begin));
        while (again.find()) {
            again.appendReplacement(rest, "");
            english.append(' ').append(again.group(1));
        }
        again.appendTail(rest);
        return chinese ? rest.toString().strip() : english.toString().strip();
    }

    private static int begin(String paragraph, int firstChinese) {
        String before = paragraph.substring(0, firstChinese);
        Matcher figure = BEGINS_BEFORE.matcher(before);
        if (figure.find()) {
            return figure.start(1);
        }
        Matcher opened = OPENED.matcher(before);
        return opened.find() ? opened.start() : firstChinese;
    }
}
