package org.crisisplan.audit.print;

import java.util.Map;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/** XSL formatting objects, told to whoever sets them one after the other: no text is parsed on the way, so none can be read as an element. */
final class FormattingObjects {

    private static final String NAMESPACE = "http://www.w3.org/1999/XSL/Format";

    private final ContentHandler setter;

    FormattingObjects(ContentHandler setter) {
        this.setter = setter;
    }

    /** What went wrong while it was set, on its way out of the lambdas. */
    private static final class NotSet extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SAXException cause;

        NotSet(SAXException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    void document(Runnable content) throws SAXException {
        try {
            setter.startDocument();
            setter.startPrefixMapping("fo", NAMESPACE);
            content.run();
            setter.endPrefixMapping("fo");
            setter.endDocument();
        } catch (NotSet notSet) {
            throw notSet.cause;
        }
    }

    void in(String element, Map<String, String> look, Runnable content) {
        var attributes = new AttributesImpl();
        look.forEach((name, value) -> attributes.addAttribute("", name, name, "CDATA", value));
        try {
            setter.startElement(NAMESPACE, element, "fo:" + element, attributes);
            content.run();
            setter.endElement(NAMESPACE, element, "fo:" + element);
        } catch (SAXException fault) {
            throw new NotSet(fault);
        }
    }

    void text(String text) {
        try {
            setter.characters(text.toCharArray(), 0, text.length());
        } catch (SAXException fault) {
            throw new NotSet(fault);
        }
    }
}
