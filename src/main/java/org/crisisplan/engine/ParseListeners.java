package org.crisisplan.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Adds to what the engine calls for each element of a diagram that it parses. */
public final class ParseListeners {

    private ParseListeners() {}

    public static void add(ProcessEngineConfigurationImpl engine, BpmnParseListener listener) {
        List<BpmnParseListener> listeners = new ArrayList<>();
        if (engine.getCustomPostBPMNParseListeners() != null) {
            listeners.addAll(engine.getCustomPostBPMNParseListeners());
        }
        listeners.add(listener);
        engine.setCustomPostBPMNParseListeners(listeners);
    }
}
