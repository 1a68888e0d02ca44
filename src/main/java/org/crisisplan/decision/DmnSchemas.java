package org.crisisplan.decision;

import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.impl.DmnParser;
import org.camunda.bpm.model.xml.instance.DomDocument;
import org.xml.sax.SAXException;

/**
 * Lets tables be read as Camunda's parser reads them, but reads the DMN schemas once. Camunda's parser reads all six for every table,
 * which takes several times as long as the table.
 */
public final class DmnSchemas {

    private DmnSchemas() {}

    /** From here on, whoever reads a table: the engine, the check of a plan, the watch list. */
    public static synchronized void readOnce() {
        if (!(Dmn.INSTANCE instanceof Once)) {
            Dmn.INSTANCE = new Once();
        }
    }

    private static class Once extends Dmn {

        private final DmnParser parser = new Parser();

        @Override
        protected DmnModelInstance doReadModelFromInputStream(InputStream table) {
            return parser.parseModelFromStream(table);
        }
    }

    private static class Parser extends DmnParser {

        // the parser's constructor asks for it, before a field of its own would be set
        private static final Schema DMN = schema();

        @Override
        protected void configureFactory(DocumentBuilderFactory factory) {
            super.configureFactory(factory);
            factory.setAttribute("http://java.sun.com/xml/jaxp/properties/schemaSource", null);
            factory.setAttribute("http://java.sun.com/xml/jaxp/properties/schemaLanguage", null);
            factory.setValidating(
                    false); // by a document type, which is not allowed anyway; the schema is another matter
            factory.setSchema(DMN);
        }

        /** The document was held against the schema while it was read. */
        @Override
        public void validateModel(DomDocument document) {}

        private static Schema schema() {
            Source[] schemas = Stream.of("DMN15", "DMN14", "DMN13", "DMN12", "DMN11", "DMN11_Alternative")
                    .map(name -> Objects.requireNonNull(DmnParser.class
                            .getClassLoader()
                            .getResource("org/camunda/bpm/model/dmn/schema/" + name + ".xsd")))
                    .map(schema -> new StreamSource(schema.toString()))
                    .toArray(Source[]::new);
            try {
                return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                        .newSchema(schemas);
            } catch (SAXException broken) {
                throw new IllegalStateException("Camunda's DMN schemas cannot be read", broken);
            }
        }
    }
}
