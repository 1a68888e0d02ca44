package org.crisisplan.engine;

import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.cfg.BpmnParseFactory;
import org.xml.sax.SAXException;

/**
 * Parses diagrams as the engine does, but reads the BPMN schema once; the engine reads it again for every diagram. A parse that uses it
 * names no schema itself.
 */
public class DiagramParser extends BpmnParser {

    private static final Schema BPMN = schema();

    /** @param ofTheEngine whose settings are taken over */
    public DiagramParser(BpmnParser ofTheEngine, BpmnParseFactory parses) {
        super(ofTheEngine.getExpressionManager(), parses);
        setParseListeners(ofTheEngine.getParseListeners());
    }

    @Override
    protected SAXParser getSaxParser() throws Exception {
        SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
        factory.setSchema(BPMN);
        setXxeProcessing(factory);
        return factory.newSAXParser();
    }

    private static Schema schema() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(Objects.requireNonNull(
                            BpmnParser.class.getClassLoader().getResource(BPMN_20_SCHEMA_LOCATION)));
        } catch (SAXException broken) {
            throw new IllegalStateException("Camunda's BPMN schema cannot be read", broken);
        }
    }
}
