package org.crisisplan.audit.report.difference;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Artifact;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.RootElement;
import org.w3c.dom.Element;

/** Compares diagrams (BPMN) by the ids of their elements. Where something is drawn is no difference. */
final class DiagramDifference {

    /** What flows lead to and from an element is said by the flows; which element is in which lane, by the lane. */
    private static final Set<String> LEFT_OUT = Set.of("incoming", "outgoing", "BPMNDiagram");

    private DiagramDifference() {}

    static List<Difference> between(byte[] before, byte[] after) {
        return Part.between(parts(before), parts(after));
    }

    private static Map<String, Part> parts(byte[] file) {
        Map<String, Part> parts = new LinkedHashMap<>();
        if (file.length > 0) {
            BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(file));
            XmlParts.of(model.getDocument(), element -> isOwn(model, element), LEFT_OUT)
                    .forEach(part -> parts.put(part.id(), part));
        }
        return parts;
    }

    /** Everything that one sees in the diagram by itself; a timer of an event or a mapping of a call is part of it. */
    private static boolean isOwn(BpmnModelInstance model, Element dom) {
        if (!(model.getModelElementById(dom.getAttribute("id")) instanceof BaseElement element)) {
            return false;
        }
        return element instanceof FlowElement
                || element instanceof Artifact
                || element instanceof Lane
                || element instanceof Participant
                || element instanceof RootElement && !(element instanceof EventDefinition);
    }
}
