package org.crisisplan.signals.channel.feeds;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SAXBuilder;
import com.rometools.rome.io.WireFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.watchlist.PlainText;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.XMLFilterImpl;

/** Reads RSS and Atom of strangers: without document types, which could fetch or grow, and in known charsets only. */
final class FeedText {

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)");

    /** What feeds are really written in; others have been used to smuggle markup past readers. */
    private static final Pattern KNOWN_CHARSETS =
            Pattern.compile("utf-(8|16|16le|16be)|us-ascii|iso-8859-\\d+|windows-125\\d|gb2312|gbk|gb18030|big5"
                    + "|shift_jis|euc-jp|euc-kr");

    private FeedText() {}

    /** @throws IOException when it is no feed, or one that is broken or not taken */
    static List<Entry> read(byte[] body, @Nullable String contentType) throws IOException {
        try (Reader text = decoded(body, contentType)) {
            var input = new ShallowInput();
            input.setAllowDoctypes(false);
            List<Entry> entries = new ArrayList<>();
            for (SyndEntry entry : new SyndFeedImpl(input.build(text)).getEntries()) {
                entries.add(entry(entry));
            }
            return entries;
        } catch (FeedException | IllegalArgumentException broken) {
            throw new IOException("This is no feed that can be read: " + broken.getMessage(), broken);
        }
    }

    /** Deep nesting makes the reader slower and slower; feeds have no use for it. */
    private static class ShallowInput extends WireFeedInput {

        private static final int DEEPEST = 100;

        @Override
        protected SAXBuilder createSAXBuilder() {
            SAXBuilder builder = super.createSAXBuilder();
            builder.setXMLFilter(new XMLFilterImpl() {

                private int depth;

                @Override
                public void startElement(String uri, String name, String qualified, Attributes attributes)
                        throws SAXException {
                    if (++depth > DEEPEST) {
                        throw new SAXException("it is nested deeper than " + DEEPEST);
                    }
                    super.startElement(uri, name, qualified, attributes);
                }

                @Override
                public void endElement(String uri, String name, String qualified) throws SAXException {
                    depth--;
                    super.endElement(uri, name, qualified);
                }
            });
            return builder;
        }
    }

    /** By its byte order mark, else by its own first line, else as the server says. */
    private static Reader decoded(byte[] body, @Nullable String contentType) throws IOException {
        var reader = new XmlReader(new ByteArrayInputStream(body), true, saidByServer(contentType));
        String charset = name(reader.getEncoding());
        if (!KNOWN_CHARSETS.matcher(charset).matches()) {
            throw new IOException("Feeds in the charset '" + charset + "' are not read");
        }
        return reader;
    }

    private static String saidByServer(@Nullable String contentType) throws IOException {
        Matcher said = CHARSET.matcher(contentType == null ? "" : contentType);
        return said.find() ? name(said.group(1)) : StandardCharsets.UTF_8.name();
    }

    private static String name(String charset) throws IOException {
        try {
            return Charset.forName(charset).name().toLowerCase(Locale.ROOT);
        } catch (UnsupportedCharsetException | IllegalCharsetNameException unknown) {
            throw new IOException("Feeds in the charset '" + charset + "' are not read");
        }
    }

    private static Entry entry(SyndEntry entry) {
        String title = entry.getTitle() == null ? "" : PlainText.ofHtml(entry.getTitle());
        String said = Stream.concat(Stream.ofNullable(entry.getDescription()), entry.getContents().stream())
                .map(SyndContent::getValue)
                .filter(value -> value != null && !value.isBlank())
                .map(PlainText::ofHtml)
                // the summary is often the beginning of the content
                .reduce("", (one, other) -> other.contains(one) ? other : one + "\n" + other);
        String text = Stream.of(title, said).filter(part -> !part.isBlank()).collect(Collectors.joining("\n"));
        String link = blankToNull(entry.getLink());
        String guid = blankToNull(entry.getUri());
        String key = guid != null ? guid : link != null ? link : Signal.hash(text);
        return new Entry(key, text, link, blankToNull(entry.getAuthor()), published(entry));
    }

    private static @Nullable Instant published(SyndEntry entry) {
        Date date = entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
        return date == null ? null : date.toInstant();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
