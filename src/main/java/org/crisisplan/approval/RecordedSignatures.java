package org.crisisplan.approval;

import java.util.List;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.listener.DelegateExpressionExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.crisisplan.engine.ParseListeners;
import org.springframework.context.annotation.Configuration;

/**
 * Lets every task with the signing form record its signature (R42), whether or not its diagram says so: an analyst can forget a
 * listener, and a signature without a record would count for nothing.
 */
@Configuration(proxyBeanMethods = false)
class RecordedSignatures extends AbstractCamundaConfiguration {

    private static final String SIGNING_FORM = "sign-activation";
    private static final String RECORDS = "${recordSignature}";

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        ParseListeners.add(engine, new AbstractBpmnParseListener() {
            @Override
            public void parseUserTask(Element task, ScopeImpl scope, ActivityImpl activity) {
                if (SIGNING_FORM.equals(task.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "formRef"))
                        && activity.getListeners(ExecutionListener.EVENTNAME_END).stream()
                                .noneMatch(RecordedSignatures::records)) {
                    activity.addListener(
                            ExecutionListener.EVENTNAME_END,
                            new DelegateExpressionExecutionListener(
                                    engine.getExpressionManager().createExpression(RECORDS), List.of()));
                }
            }
        });
    }

    private static boolean records(Object listener) {
        return listener instanceof DelegateExpressionExecutionListener delegate
                && RECORDS.equals(delegate.getExpressionText());
    }
}
