package org.crisisplan.plan.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads a model's XML without following anything out of it: no document type, no entities, no other files. */
final class PlanCheckXml {

    private PlanCheckXml() {}

    /** @throws SAXException with what an analyst would call the fault and where it is */
    static Document read(byte[] file) throws SAXException {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            var reader = factory.newDocumentBuilder();
            reader.setErrorHandler(new Strict());
            PlanCheckXmlSize.check(file);
            return reader.parse(new ByteArrayInputStream(file));
        } catch (SAXParseException malformed) {
            throw new SAXException(
                    "line " + malformed.getLineNumber() + ": "
                            + String.valueOf(malformed.getMessage()).replaceAll("\\.$", ""),
                    malformed);
        } catch (ParserConfigurationException | IOException impossible) {
            throw new IllegalStateException("No XML can be read on this machine", impossible);
        }
    }

    /** Every fault is one; none is printed to the console. */
    private static class Strict implements ErrorHandler {

        @Override
        public void warning(SAXParseException fault) throws SAXException {
            throw fault;
        }

        @Override
        public void error(SAXParseException fault) throws SAXException {
            throw fault;
        }

        @Override
        public void fatalError(SAXParseException fault) throws SAXException {
            throw fault;
        }
    }
}
