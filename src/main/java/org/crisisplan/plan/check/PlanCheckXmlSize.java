package org.crisisplan.plan.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.ext.Locator2;

/** How large a model's file may be, and how deep; found out on a walk that keeps nothing, before anything is built of it. */
final class PlanCheckXmlSize {

    private static final int LARGEST_FILE = 2 * 1024 * 1024;
    private static final int DEEPEST = 60;
    private static final int MOST_ELEMENTS = 50_000;
    private static final int LONGEST_TEXT = 50_000;
    private static final Set<String> ENCODINGS =
            Set.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ISO-8859-1");

    private PlanCheckXmlSize() {}

    /** @throws SAXException with what is too large */
    static void check(byte[] file) throws SAXException, ParserConfigurationException, IOException {
        if (file.length > LARGEST_FILE) {
            throw new SAXException("it is larger than " + LARGEST_FILE / 1024 + " kB");
        }
        var factory = SAXParserFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.newSAXParser().parse(new ByteArrayInputStream(file), new Counting());
    }

    private static class Counting extends DefaultHandler2 {

        private @Nullable Locator locator;
        private int depth;
        private int elements;
        private int text;

        @Override
        public void setDocumentLocator(Locator documentLocator) {
            this.locator = documentLocator;
        }

        @Override
        public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
            if (elements == 0 && locator instanceof Locator2 read && read.getEncoding() != null) {
                limit(ENCODINGS.contains(read.getEncoding().toUpperCase(Locale.ROOT)), "it is not encoded in UTF-8");
            }
            limit(++depth <= DEEPEST, "its elements stand more than " + DEEPEST + " deep in each other");
            limit(++elements <= MOST_ELEMENTS, "it has more than " + MOST_ELEMENTS + " elements");
            for (int each = 0; each < attributes.getLength(); each++) {
                limit(attributes.getValue(each).length() <= LONGEST_TEXT, "an attribute of it is too long");
            }
            text = 0;
        }

        @Override
        public void endElement(String uri, String name, String qualified) {
            depth--;
            text = 0;
        }

        @Override
        public void characters(char[] letters, int start, int length) throws SAXException {
            text += length;
            limit(text <= LONGEST_TEXT, "a text in it has more than " + LONGEST_TEXT + " characters");
        }

        private void limit(boolean kept, String otherwise) throws SAXException {
            if (!kept) {
                throw new SAXParseException(otherwise, locator);
            }
        }

        @Override
        public void error(SAXParseException fault) throws SAXException {
            throw fault;
        }
    }
}
