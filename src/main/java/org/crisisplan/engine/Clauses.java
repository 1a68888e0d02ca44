package org.crisisplan.engine;

import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.context.annotation.Configuration;

/** Lets each step know the clauses of the plan that its diagram says it carries out (the extension property {@code clause}). */
@Configuration(proxyBeanMethods = false)
class Clauses extends AbstractCamundaConfiguration {

    static final String PROPERTY = "clause";

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        ParseListeners.add(engine, new AbstractBpmnParseListener() {
            @Override
            public void parseProcess(Element element, ProcessDefinitionEntity process) {
                read(element, process);
            }
        });
    }

    private static void read(Element element, ProcessDefinitionEntity process) {
        String id = element.attribute("id");
        ActivityImpl activity = id == null ? null : process.findActivity(id);
        Element extensions = element.element("extensionElements");
        if (activity != null && extensions != null) {
            for (Element properties : extensions.elements("properties")) {
                for (Element property : properties.elements("property")) {
                    if (PROPERTY.equals(property.attribute("name"))) {
                        activity.setProperty(PROPERTY, property.attribute("value"));
                    }
                }
            }
        }
        element.elements().forEach(inner -> read(inner, process));
    }
}
