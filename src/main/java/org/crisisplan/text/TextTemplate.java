package org.crisisplan.text;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.MustacheParseException;
import com.samskivert.mustache.Template;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One text of the plan in Mustache: {@code {{name}}} is filled in, {@code {{#name}} ... {{/name}}} stands only if it is true or known,
 * {@code {{^name}} ... {{/name}}} only if it is not. There is nothing else in it: what is filled in is text and yes or no, never an
 * object, and what people wrote is not read as a template.
 */
public final class TextTemplate {

    private static final Pattern MARK = Pattern.compile("\\{\\{|}}");
    private static final Pattern TAG = Pattern.compile("\\{\\{\\s*([^\\s{}]?)[^{}]*}}");

    private static final Mustache.Compiler LANGUAGE = Mustache.compiler()
            .escapeHTML(false)
            .emptyStringIsFalse(true)
            .strictSections(true)
            .withCollector(new OnlyText())
            .withLoader(other -> {
                throw new MustacheException("takes in another text");
            });

    private final Template template;
    private final Map<String, Integer> lines;

    private TextTemplate(Template template, Map<String, Integer> lines) {
        this.template = template;
        this.lines = lines;
    }

    /** A text that is no template. */
    public static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;

        Unreadable(int line, String problem) {
            super(problem);
            this.line = line;
        }

        /** From 1. */
        public int line() {
            return line;
        }
    }

    public static TextTemplate read(String text) throws Unreadable {
        onlyKnownTags(text);
        try {
            Template template = LANGUAGE.compile(text);
            return new TextTemplate(template, lines(text, names(template)));
        } catch (MustacheParseException wrong) {
            throw new Unreadable(lineIn(String.valueOf(wrong.getMessage())), problem(wrong));
        } catch (MustacheException.Context wrong) {
            throw new Unreadable(wrong.lineNo, problem(wrong));
        }
    }

    /** Every name that it asks for, with the line where it does so first. */
    public Map<String, Integer> names() {
        return Collections.unmodifiableMap(lines);
    }

    /** @param known text and Booleans; every name that the text asks for */
    public String fill(Map<String, Object> known) {
        Map<String, Object> values = new HashMap<>();
        known.forEach((name, value) -> values.put(name, value instanceof Boolean ? value : String.valueOf(value)));
        return template.execute(values);
    }

    /** Comments may stand in it; everything else that Mustache has beside names and sections may not. */
    private static void onlyKnownTags(String text) throws Unreadable {
        int line = 0;
        for (String row : text.split("\\R", -1)) {
            line++;
            Matcher tag = TAG.matcher(row);
            while (tag.find()) {
                String sigil = tag.group(1);
                if (!sigil.matches("[#^/!\\p{L}]?") || tag.group().matches("\\{\\{\\s*[#^/]?\\s*}}")) {
                    throw new Unreadable(
                            line,
                            "has " + tag.group() + ", which is none of {{name}}, {{#name}}, {{^name}} and {{/name}}");
                }
            }
            if (row.contains("{{{")
                    || row.contains("}}}")
                    || MARK.matcher(TAG.matcher(row).replaceAll("")).find()) {
                throw new Unreadable(line, "has {{ or }} without the other half on the same line, or three of them");
            }
        }
    }

    private static Set<String> names(Template template) {
        Set<String> names = new LinkedHashSet<>();
        template.visit(new Mustache.Visitor() {
            @Override
            public void visitText(String text) {}

            @Override
            public void visitVariable(String name) {
                names.add(name);
            }

            @Override
            public boolean visitInclude(String name) {
                return false;
            }

            @Override
            public boolean visitSection(String name) {
                return names.add(name) || true;
            }

            @Override
            public boolean visitInvertedSection(String name) {
                return names.add(name) || true;
            }
        });
        return names;
    }

    private static Map<String, Integer> lines(String text, Set<String> names) {
        Map<String, Integer> lines = new java.util.LinkedHashMap<>();
        List<String> rows = List.of(text.split("\\R", -1));
        for (String name : names) {
            Pattern use = Pattern.compile("\\{\\{\\s*[#^]?\\s*" + Pattern.quote(name) + "\\s*}}");
            int line = 1;
            for (int i = 0; i < rows.size(); i++) {
                if (use.matcher(rows.get(i)).find()) {
                    line = i + 1;
                    break;
                }
            }
            lines.put(name, line);
        }
        return lines;
    }

    private static int lineIn(String message) {
        Matcher line = Pattern.compile("line (\\d+)").matcher(message);
        return line.find() ? Integer.parseInt(line.group(1)) : 1;
    }

    private static String problem(MustacheException wrong) {
        String message = String.valueOf(wrong.getMessage());
        Matcher section = Pattern.compile("'([^']*)'").matcher(message);
        return section.find()
                ? "opens or closes {{" + section.group(1) + "}} without the other half"
                : "cannot be read (" + message.replaceAll("\\s+", " ").replaceAll("\\.$", "") + ")";
    }

    /** Names are looked up in the given values and nowhere else: no field and no method of any object can be reached. */
    private static final class OnlyText implements Mustache.Collector {

        @Override
        public @Nullable Iterator<?> toIterator(@Nullable Object value) {
            return null;
        }

        @Override
        public Mustache.@Nullable VariableFetcher createFetcher(Object values, String name) {
            return values instanceof Map<?, ?> ? (known, asked) -> value((Map<?, ?>) known, asked) : null;
        }

        private static Object value(Map<?, ?> known, String name) {
            Object value = known.get(name);
            return value == null ? Template.NO_FETCHER_FOUND : value;
        }

        @Override
        public <K, V> Map<K, V> createFetcherCache() {
            return new java.util.concurrent.ConcurrentHashMap<>();
        }
    }
}
