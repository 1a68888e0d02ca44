package org.crisisplan.audit.report.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.camunda.bpm.model.xml.instance.DomDocument;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Takes a model's document apart: each element that stands for itself, with all that is said of it in attributes and in elements within. */
final class XmlParts {

    private static final Set<String> CONTAINERS = Set.of("extensionElements", "properties");
    /** The format of a documentation is one that the reader of models adds. */
    private static final Set<String> NO_VALUES = Set.of("id", "xmlns", "textFormat");

    private final Predicate<Element> own;
    private final Set<String> leftOut;
    private final List<Part> parts = new ArrayList<>();

    private XmlParts(Predicate<Element> own, Set<String> leftOut) {
        this.own = own;
        this.leftOut = leftOut;
    }

    /**
     * @param own whether an element with an id stands for itself
     * @param leftOut names of elements that are not looked into
     */
    static List<Part> of(DomDocument document, Predicate<Element> own, Set<String> leftOut) {
        var reading = new XmlParts(own, leftOut);
        reading.look(((Document) document.getDomSource().getNode()).getDocumentElement(), null, "");
        return reading.parts;
    }

    private void look(Element element, @Nullable Part within, String path) {
        if (leftOut.contains(name(element))) {
            return;
        }
        if (element.hasAttribute("id") && own.test(element)) {
            Part part =
                    new Part(name(element), element.getAttribute("id"), element.getAttribute("name"), clause(element));
            parts.add(part);
            attributes(element).forEach(attribute -> part.say(attribute.getName(), attribute.getValue()));
            children(element).forEach(child -> look(child, part, ""));
            return;
        }
        String here = within == null || CONTAINERS.contains(name(element)) ? path : said(path, element);
        if (within != null) {
            say(within, here, element);
        }
        children(element).forEach(child -> look(child, within, here));
    }

    private static String said(String path, Element element) {
        String name = name(element);
        if (name.equals("property") && element.hasAttribute("name")) {
            return element.getAttribute("name");
        }
        return path.isEmpty() ? name : path + "/" + name;
    }

    private static void say(Part part, String path, Element element) {
        var text = new StringJoiner(", ");
        boolean property = name(element).equals("property");
        attributes(element).stream()
                .filter(attribute -> !property || attribute.getName().equals("value"))
                .forEach(attribute ->
                        text.add(property ? attribute.getValue() : attribute.getName() + "=" + attribute.getValue()));
        if (children(element).isEmpty()) {
            String words = element.getTextContent().strip();
            if (!words.isEmpty()) {
                text.add(words);
            }
        }
        if (text.length() > 0 && !CONTAINERS.contains(name(element))) {
            part.say(path, text.toString());
        }
    }

    /** As Modeler shows it in the properties of an element. */
    private static String clause(Element element) {
        for (Element child : children(element)) {
            if (name(child).equals("extensionElements")) {
                for (Element properties : children(child)) {
                    for (Element property : children(properties)) {
                        if (property.getAttribute("name").equals("clause")) {
                            return property.getAttribute("value");
                        }
                    }
                }
            }
        }
        return "";
    }

    private static List<Attr> attributes(Element element) {
        List<Attr> attributes = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            var attribute = (Attr) element.getAttributes().item(i);
            if (!NO_VALUES.contains(attribute.getName())
                    && !attribute.getName().startsWith("xmlns:")
                    && !attribute.getName().startsWith("biodi:")
                    && !attribute.getName().startsWith("xsi:")) {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    static List<Element> children(Node node) {
        List<Element> children = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    static String name(Element element) {
        return element.getLocalName() == null ? element.getNodeName() : element.getLocalName();
    }
}
