package org.crisisplan.plan.check;

import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.xml.instance.DomElement;

/** What is drawn is in the diagram; without a drawing at all it runs just as well. */
class PlanCheckDrawing {

    private final PlanCheckReport report;

    PlanCheckDrawing(PlanCheckReport report) {
        this.report = report;
    }

    void check(String file, BpmnModelInstance model) {
        check(file, model, model.getDocument().getRootElement());
    }

    private void check(String file, BpmnModelInstance model, DomElement element) {
        String drawn = element.getAttribute("bpmnElement");
        if (drawn != null && model.getModelElementById(drawn) == null) {
            report.add(
                    file,
                    drawn,
                    "is drawn, but is not in the diagram any more",
                    "Open it in Camunda Modeler, remove the line or shape and save it again");
        }
        element.getChildElements().forEach(inner -> check(file, model, inner));
    }
}
