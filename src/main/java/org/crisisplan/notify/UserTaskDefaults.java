package org.crisisplan.notify;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.core.variable.mapping.value.ParameterValueProvider;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.TimerDeclarationType;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerTaskListenerJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.task.listener.DelegateExpressionTaskListener;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.crisisplan.engine.DiagramParser;
import org.springframework.context.annotation.Configuration;

/**
 * Gives every user task of the plan what nobody should have to draw: it is announced, has a due date, is reminded of and escalated,
 * all by the table {@code deadlines}. A diagram that sets its own due date, or draws a listener of its own for one of these, keeps it.
 */
@Configuration(proxyBeanMethods = false)
class UserTaskDefaults extends AbstractCamundaConfiguration {

    private static final String DEADLINES = "deadlines";

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setBpmnParseFactory(ParseWithDefaults::new);
    }

    /**
     * A parse, and not a parse listener: only the parse itself can declare the timers to the engine, without which Cockpit would not
     * show them and a running task could not be moved to another version of the plan.
     */
    private static class ParseWithDefaults extends BpmnParse {

        ParseWithDefaults(BpmnParser parser) {
            super(new DiagramParser(parser, ParseWithDefaults::new));
            schemaResource = null; // the parser knows it
        }

        @Override
        protected void parseUserTaskCustomExtensions(Element task, ActivityImpl activity, TaskDefinition definition) {
            super.parseUserTaskCustomExtensions(task, activity, definition);
            if (!hasDeadlines()) {
                return;
            }
            if (definition.getDueDateExpression() == null) {
                definition.setDueDateExpression(expressionManager.createExpression("${clocks.due(execution)}"));
            }
            if (!draws(task, "announce", "${announceTask}")) {
                definition.addTaskListener(TaskListener.EVENTNAME_CREATE, listener("${announceTask}"));
            }
            addTimer(
                    task,
                    activity,
                    definition,
                    "remind",
                    "${remindOfTask}",
                    TimerDeclarationType.DATE,
                    "${clocks.remindAt(execution)}");
            addTimer(
                    task,
                    activity,
                    definition,
                    "escalate",
                    "${escalateTask}",
                    TimerDeclarationType.CYCLE,
                    "${clocks.escalations(execution)}");
        }

        /** A process that is deployed without the table is no part of a plan. */
        private boolean hasDeadlines() {
            return deployment.isNew()
                    ? deployment.getResources().keySet().stream().anyMatch(name -> name.endsWith(DEADLINES + ".dmn"))
                    : Context.getCommandContext()
                                    .getDecisionDefinitionManager()
                                    .findDecisionDefinitionByDeploymentAndKey(deployment.getId(), DEADLINES)
                            != null;
        }

        private TaskListener listener(String bean) {
            return new DelegateExpressionTaskListener(expressionManager.createExpression(bean), List.of());
        }

        /** What {@link BpmnParse#parseTimeoutTaskListener} does for a listener that is drawn. */
        private void addTimer(
                Element task,
                ActivityImpl activity,
                TaskDefinition definition,
                String id,
                String bean,
                TimerDeclarationType type,
                String time) {
            if (draws(task, id, bean)) {
                return;
            }
            activity.setScope(true);
            activity.setEventScope(activity);
            var timer = new TimerDeclarationImpl(
                    expressionManager.createExpression(time), type, TimerTaskListenerJobHandler.TYPE);
            timer.setRawJobHandlerConfiguration(activity.getId()
                    + TimerEventJobHandler.JOB_HANDLER_CONFIG_PROPERTY_DELIMITER
                    + TimerEventJobHandler.JOB_HANDLER_CONFIG_TASK_LISTENER_PREFIX
                    + id);
            timer.setActivity(activity);
            timer.setJobConfiguration(type + ": " + time);
            timer.setJobPriorityProvider((ParameterValueProvider) activity.getProperty(PROPERTYNAME_JOB_PRIORITY));
            addJobDeclarationToProcessDefinition(timer, (ProcessDefinitionEntity) activity.getProcessDefinition());
            addTimerListenerDeclaration(id, activity, timer);
            definition.addTimeoutTaskListener(id, listener(bean));
        }

        private static boolean draws(Element task, String id, String bean) {
            Element extensions = task.element("extensionElements");
            return extensions != null
                    && extensions.elementsNS(CAMUNDA_BPMN_EXTENSIONS_NS, "taskListener").stream()
                            .anyMatch(listener -> Stream.of(
                                            listener.attribute("id"), listener.attribute("delegateExpression"))
                                    .anyMatch(said -> id.equals(said) || bean.equals(said)));
        }
    }
}
