package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Files that are drawn for another engine, or in another version of the standard: one finding, and nothing that follows from it. */
final class PlanCheckDialect {

    static final String DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/";
    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CLOUD = "Camunda Cloud";

    private static final Map<String, String> OTHER_DMN = Map.of(
            "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1",
            "http://www.omg.org/spec/DMN/20151101/dmn11.xsd", "1.1",
            "http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2",
            "https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4",
            "https://www.omg.org/spec/DMN/20230324/MODEL/", "1.5",
            "https://www.omg.org/spec/DMN/20240513/MODEL/", "1.6");

    private PlanCheckDialect() {}

    /** What is said of a model in another dialect. */
    static Optional<CellMistake> of(String file, Document model) {
        Element root = model.getDocumentElement();
        if (isForCamunda8(root)) {
            return Optional.of(new CellMistake(
                    "was drawn for Camunda 8", "Draw it in Camunda Modeler as a Camunda 7 diagram or table"));
        }
        String namespace = String.valueOf(root.getNamespaceURI());
        if (file.endsWith(".dmn") && !namespace.equals(DMN)) {
            String version = OTHER_DMN.get(namespace);
            return Optional.of(new CellMistake(
                    version == null
                            ? "is no table in DMN 1.3"
                            : "is written in DMN " + version + ", and the plan's tables are in DMN 1.3",
                    "Open it in Camunda Modeler as a Camunda 7 table and save it again"));
        }
        return file.endsWith(".bpmn") && !namespace.equals(BPMN)
                ? Optional.of(new CellMistake("is no diagram in BPMN 2.0", "Draw it in Camunda Modeler"))
                : Optional.empty();
    }

    static Optional<CellMistake> of(JsonNode form) {
        return form.path("executionPlatform").asText("").equals(CLOUD)
                ? Optional.of(new CellMistake(
                        "was drawn for Camunda 8", "Draw it in Camunda Modeler as a form for Camunda 7.24"))
                : Optional.empty();
    }

    private static boolean isForCamunda8(Element root) {
        var attributes = root.getAttributes();
        for (int each = 0; each < attributes.getLength(); each++) {
            Attr attribute = (Attr) attributes.item(each);
            if (attribute.getValue().contains("camunda.org/schema/zeebe")
                    || "executionPlatform".equals(attribute.getLocalName()) && CLOUD.equals(attribute.getValue())) {
                return true;
            }
        }
        return false;
    }

    /** What other files of the bundle may refer to, all the same. */
    static Set<String> ids(Document model) {
        Set<String> ids = new TreeSet<>();
        for (String name : Set.of("process", "decision")) {
            var found = model.getElementsByTagNameNS("*", name);
            for (int each = 0; each < found.getLength(); each++) {
                ids.add(((Element) found.item(each)).getAttribute("id"));
            }
        }
        return ids;
    }
}
