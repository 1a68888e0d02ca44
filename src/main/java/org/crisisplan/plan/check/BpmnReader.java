package org.crisisplan.plan.check;

import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnParser;
import org.camunda.bpm.model.bpmn.impl.instance.Incoming;
import org.camunda.bpm.model.bpmn.impl.instance.Outgoing;
import org.camunda.bpm.model.xml.instance.DomDocument;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.xml.sax.SAXException;

/**
 * Reads diagrams as Camunda's parser does, but reads the BPMN schema once. Camunda's parser reads it for every diagram, which takes
 * ten times as long as the diagram, and each model holds on to its own copy.
 */
final class BpmnReader extends BpmnParser {

    private static final String SCHEMA = "org/camunda/bpm/model/bpmn/schema/BPMN20.xsd";

    // the parser's constructor asks for it, before a field of its own would be set
    private static final Schema BPMN = schema();

    BpmnModelInstance read(byte[] file) {
        BpmnModelInstance model = parseModelFromStream(new ByteArrayInputStream(file));
        // A step lists its flows as well; the engine goes by the flows themselves. A flow that was deleted in the text
        // leaves its entry
        // behind, at which the model would throw.
        forgetDeleted(model, Incoming.class);
        forgetDeleted(model, Outgoing.class);
        return model;
    }

    private static void forgetDeleted(BpmnModelInstance model, Class<? extends ModelElementInstance> entries) {
        List.copyOf(model.getModelElementsByType(entries)).stream()
                .filter(entry ->
                        model.getModelElementById(entry.getTextContent().strip()) == null)
                .forEach(entry -> entry.getParentElement().removeChildElement(entry));
    }

    @Override
    protected void configureFactory(DocumentBuilderFactory factory) {
        super.configureFactory(factory);
        factory.setAttribute("http://java.sun.com/xml/jaxp/properties/schemaSource", null);
        factory.setAttribute("http://java.sun.com/xml/jaxp/properties/schemaLanguage", null);
        factory.setValidating(false); // by a document type, which is not allowed anyway; the schema is another matter
        factory.setSchema(BPMN);
    }

    /** The document was held against the schema while it was read. */
    @Override
    public void validateModel(DomDocument document) {}

    private static Schema schema() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(BpmnParser.class.getClassLoader().getResource(SCHEMA));
        } catch (SAXException broken) {
            throw new IllegalStateException("Camunda's BPMN schema cannot be read", broken);
        }
    }
}
