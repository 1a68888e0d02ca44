package org.crisisplan.signals.channel.advisories;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.watchlist.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Reads vulnerabilities as CNVD shares them in XML ({@code vulnerability} with {@code number}, {@code title}, {@code serverity}, so
 * spelt, {@code products} ...), and as many bodies announce them in RSS or Atom. Document types are not read.
 */
final class CnvdText {

    private static final Set<String> ONES = Set.of("vulnerability", "item", "entry");
    private static final Pattern NUMBER = Pattern.compile("(CNVD|CNNVD|CVE)-\\d{4}-\\d{3,8}|CNNVD-\\d{6}-\\d{3,8}");
    private static final Pattern SCORE = Pattern.compile("(?i)cvss[^0-9\\n]{0,40}?(10(\\.0)?|[0-9]\\.[0-9])(?![0-9.])");
    private static final Pattern LEVEL = Pattern.compile("(?i)超危|严重|[高中低]|critical|high|medium|low");

    /** In running text the bare words mean many things. */
    private static final Pattern LEVEL_IN_TEXT =
            Pattern.compile("(?i)(超|高|中|低)危|(?:severity|risk)\\W{1,3}(critical|high|medium|low)\\b");

    private static final ZoneId THERE = ZoneId.of("Asia/Shanghai");
    private static final int DEEPEST = 50;
    private static final int MOST = 10_000;

    private CnvdText() {}

    /** @throws IOException when it cannot be read, or there is something else */
    static List<Vulnerability> read(byte[] body) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return read(factory.createXMLStreamReader(new ByteArrayInputStream(body)));
        } catch (XMLStreamException | IllegalArgumentException broken) {
            throw new IOException(
                    "This is no list of vulnerabilities that can be read: " + broken.getMessage(), broken);
        }
    }

    private static List<Vulnerability> read(XMLStreamReader xml) throws XMLStreamException {
        List<Vulnerability> all = new ArrayList<>();
        int depth = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> throw new XMLStreamException("it has a document type");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > DEEPEST) {
                        throw new XMLStreamException("it is nested deeper than " + DEEPEST);
                    }
                    if (ONES.contains(xml.getLocalName())) {
                        if (all.size() == MOST) {
                            throw new XMLStreamException("it holds more than " + MOST);
                        }
                        Vulnerability one = vulnerability(fields(xml));
                        depth--;
                        all.add(one);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {
                    // text between them
                }
            }
        }
        return all;
    }

    /** The texts of one, by the names of the elements they stand in; several of one name, one under the other. */
    private static Map<String, String> fields(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        List<String> within = new ArrayList<>();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.END_DOCUMENT ->
                    throw new XMLStreamException("it ends too early");
                case XMLStreamConstants.START_ELEMENT -> {
                    within.add(xml.getLocalName());
                    if (within.size() > DEEPEST) {
                        throw new XMLStreamException("it is nested deeper than " + DEEPEST);
                    }
                    String address = xml.getAttributeValue(null, "href");
                    if (address != null) {
                        put(fields, xml.getLocalName(), address);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (within.isEmpty()) {
                        return fields;
                    }
                    within.remove(within.size() - 1);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!within.isEmpty() && !xml.isWhiteSpace()) {
                        put(fields, within.get(within.size() - 1), xml.getText().strip());
                    }
                }
                default -> {
                    // comments and the like
                }
            }
        }
    }

    private static void put(Map<String, String> fields, String name, String text) {
        fields.merge(name, text, (one, other) -> one + "\n" + other);
    }

    private static Vulnerability vulnerability(Map<String, String> fields) {
        String title = PlainText.ofHtml(fields.getOrDefault("title", ""));
        String description = PlainText.ofHtml(first(fields, "description", "summary", "content"));
        String text = Stream.of(title, description, first(fields, "formalWay"))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n"));
        String products = fields.getOrDefault("product", "");
        String link = first(fields, "referenceLink", "link");
        return new Vulnerability(
                id(fields, title),
                text,
                // a description names other things too; without a list of products it must do
                products.isEmpty()
                        ? List.of(text)
                        : Stream.concat(products.lines(), Stream.of(title)).toList(),
                score(first(fields, "serverity", "severity"), text),
                link.lines()
                        .map(String::strip)
                        .filter(CnvdText::isAddress)
                        .findFirst()
                        .orElse(null),
                moment(first(fields, "openTime", "pubDate", "published", "updated", "date")));
    }

    private static String id(Map<String, String> fields, String title) {
        String said = first(fields, "number", "guid", "id");
        Matcher number = NUMBER.matcher(said + "\n" + title);
        if (number.find()) {
            return number.group();
        }
        return said.isEmpty() ? Signal.hash(title + first(fields, "link")) : Signal.idOf(said);
    }

    private static boolean isAddress(String line) {
        return line.matches("(?i)https?://[^\\s\"<>]+") && line.length() <= Signal.LONGEST_LINK;
    }

    /** A score if one is given; else the lowest of what the word stands for, so that 高 is what CNVD calls so: 7 or more. */
    private static @Nullable Double score(String level, String text) {
        Matcher score = SCORE.matcher(text);
        if (score.find()) {
            return Double.valueOf(score.group(1));
        }
        Matcher word = LEVEL.matcher(level);
        if (word.find()) {
            return lowestOf(word.group());
        }
        Matcher inText = LEVEL_IN_TEXT.matcher(text);
        return inText.find() ? lowestOf(inText.group(1) == null ? inText.group(2) : inText.group(1)) : null;
    }

    private static double lowestOf(String level) {
        return switch (level.toLowerCase(Locale.ROOT)) {
            case "超危", "超", "严重", "critical" -> 9.0;
            case "高", "high" -> 7.0;
            case "中", "medium" -> 4.0;
            default -> 0.1;
        };
    }

    private static String first(Map<String, String> fields, String... names) {
        for (String name : names) {
            String text = fields.getOrDefault(name, "");
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private static @Nullable Instant moment(String said) {
        String first = said.lines().findFirst().orElse("").strip();
        try {
            return LocalDate.parse(first).atStartOfDay(THERE).toInstant();
        } catch (DateTimeException noDay) {
            try {
                return OffsetDateTime.parse(first).toInstant();
            } catch (DateTimeException noMoment) {
                try {
                    return ZonedDateTime.parse(first, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
                } catch (DateTimeException none) {
                    return null;
                }
            }
        }
    }
}
