package org.crisisplan.plan.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import org.crisisplan.decision.Feel;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;
import org.xml.sax.SAXException;

/**
 * What no model may contain, whoever deploys it and however: code, and expressions that reach past the beans offered to models.
 * Who may deploy could otherwise run anything on the server.
 */
class PlanCheckSafety {

    private static final int LONGEST_QUOTE = 300;

    private static final String WRITE_A_BEAN = "Call one of the product's beans by a delegate expression instead";

    private static final Map<String, String> FORBIDDEN_ELEMENTS = Map.of(
            "scriptTask", "is a script task",
            "script", "contains a script",
            "connector", "uses a connector",
            "field", "sets a field of a Java object",
            "formData", "defines a generated form",
            "formProperty", "defines a generated form");

    private static final Map<String, String> FORBIDDEN_ATTRIBUTES = Map.of(
            "class", "names a Java class",
            "variableMappingClass", "names a Java class",
            "formHandlerClass", "names a Java class",
            "type", "hands its work to an external, mail or shell task",
            "topic", "hands its work to an external task",
            "formKey", "uses an embedded or external form",
            "caseRef", "calls a case model",
            "resource", "reads a script from a file");

    /** FEEL is the tables' only language; the others are scripts. */
    private static final Set<String> TABLE_LANGUAGES =
            Set.of("", "feel", "http://www.omg.org/spec/FEEL/20140401", "https://www.omg.org/spec/DMN/20191111/FEEL/");

    private final PlanCheckExpressions expressions;

    PlanCheckSafety(PlanCheckVocabulary vocabulary) {
        this.expressions = new PlanCheckExpressions(vocabulary);
    }

    /**
     * Reads the file and reports what is forbidden in it; a file that cannot be read at all is itself a finding.
     *
     * @return whether it could be read
     */
    boolean check(String file, byte[] content, PlanCheckReport report) {
        try {
            Document document = PlanCheckXml.read(content);
            return walk(file, document.getDocumentElement(), report);
        } catch (SAXException unreadable) {
            report.add(
                    file,
                    "",
                    "is not a model that can be read (" + unreadable.getMessage() + ")",
                    "Open it in Camunda Modeler and save it again; a document type declaration is never allowed");
            return false;
        }
    }

    /** @return whether the rest of the check may look at it too */
    private boolean walk(String file, Element element, PlanCheckReport report) {
        boolean readable = true;
        checkElement(file, element, report);
        var attributes = element.getAttributes();
        for (int each = 0; each < attributes.getLength(); each++) {
            checkAttribute(file, element, (Attr) attributes.item(each), report);
        }
        // the engine joins an element's text across comments and sections, so it is judged joined
        var text = new StringBuilder();
        NodeList children = element.getChildNodes();
        for (int each = 0; each < children.getLength(); each++) {
            Node child = children.item(each);
            if (child instanceof Element inner) {
                readable &= readable && walk(file, inner, report);
            } else if (child instanceof Text piece) {
                text.append(piece.getData());
            }
        }
        return checkText(file, element, text.toString(), report) && readable;
    }

    private void checkElement(String file, Element element, PlanCheckReport report) {
        String problem = FORBIDDEN_ELEMENTS.get(element.getLocalName());
        if (problem != null) {
            report.add(file, place(element), problem + ", which no model may", WRITE_A_BEAN);
        }
    }

    private void checkAttribute(String file, Element element, Attr attribute, PlanCheckReport report) {
        String name = attribute.getLocalName();
        if (isExtension(element, attribute)
                && FORBIDDEN_ATTRIBUTES.containsKey(name)
                && !isHarmlessType(element, name)) {
            report.add(
                    file,
                    place(element),
                    FORBIDDEN_ATTRIBUTES.get(name) + " (" + attribute.getName() + "=\"" + attribute.getValue() + "\")",
                    name.equals("formKey") ? "Refer to a form of the bundle with camunda:formRef" : WRITE_A_BEAN);
        }
        if (name.equals("language")
                || name.equals("expressionLanguage") && !TABLE_LANGUAGES.contains(attribute.getValue())) {
            report.add(
                    file,
                    place(element),
                    "is written in " + attribute.getValue(),
                    "Use ${...} in diagrams and FEEL in tables");
        }
        checkText(file, element, attribute.getValue(), report);
    }

    /** The engine also reads an older namespace, so any that is not the standard's own counts. */
    private static boolean isExtension(Element element, Attr attribute) {
        String namespace = attribute.getNamespaceURI() == null
                ? String.valueOf(element.getNamespaceURI())
                : attribute.getNamespaceURI();
        return !namespace.equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI)
                && !namespace.equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI)
                && !namespace.startsWith("http://www.omg.org/")
                && !namespace.startsWith("https://www.omg.org/");
    }

    /** A field's or an option's type is only a word. */
    private static boolean isHarmlessType(Element element, String name) {
        return name.equals("type") && Set.of("property", "in", "out").contains(element.getLocalName());
    }

    private boolean checkText(String file, Element element, String text, PlanCheckReport report) {
        if (isTableCell(element)) {
            Optional<String> unreadable = Feel.unreadable(text);
            if (unreadable.isPresent()) {
                report.add(
                        file,
                        place(element),
                        "the expression " + shortened(text) + " " + unreadable.get(),
                        "Write it shorter, or as several rows of the table");
                return false;
            }
            Feel.burden(text)
                    .ifPresent(burden -> report.add(
                            file,
                            place(element),
                            "the expression " + shortened(text) + " " + burden,
                            "Write the cases out as rows of the table"));
        }
        if (PlanCheckExpressions.isExpression(text)) {
            expressions
                    .read(text)
                    .faults()
                    .forEach(fault -> report.add(
                            file,
                            place(element),
                            "the expression " + shortened(text) + " " + fault,
                            "Use variables and the beans offered to models only"));
        }
        return true;
    }

    private static String shortened(String text) {
        String bare = text.trim();
        return bare.length() > LONGEST_QUOTE ? bare.substring(0, LONGEST_QUOTE) + "..." : bare;
    }

    private static boolean isTableCell(Element element) {
        return element.getLocalName().equals("text")
                && element.getParentNode() instanceof Element around
                && !Set.of("textAnnotation").contains(around.getLocalName());
    }

    /** The nearest element around that an analyst can find in the diagram. */
    static String place(Element element) {
        Node node = element;
        while (node instanceof Element near) {
            boolean seen = !near.getLocalName().endsWith("EventDefinition")
                    && !near.getLocalName().endsWith("Listener");
            if (seen && near.hasAttribute("id") && !near.getAttribute("id").isBlank()) {
                return PlanCheckReport.describe(near.getAttribute("id"), near.getAttribute("name"));
            }
            node = node.getParentNode();
        }
        return "";
    }
}
