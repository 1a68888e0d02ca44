package org.crisisplan.engine.fence;

import java.util.concurrent.Callable;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.springframework.stereotype.Component;

/**
 * The acts that the product itself offers to people, as the table {@code engine/acts.md} names them. Whoever may do one need not have
 * the engine's rights to its parts; who it was stays known to the engine and its logs.
 */
@Component
public class OfferedActs {

    public static final String READ_FOR_PAGE = "ReadForPage";
    public static final String REPORT_CRISIS = "ReportCrisis";
    public static final String RUN_DRILL = "RunDrill";
    public static final String TELL_FACTS = "TellFacts";
    public static final String ERASE_WORDS = "EraseWords";
    public static final String LEGAL_HOLD = "LegalHold";
    public static final String ERASE_PERSON = "ErasePerson";
    public static final String REQUEST_STATEMENT = "RequestStatement";
    public static final String REGISTER_INQUIRY = "RegisterInquiry";
    public static final String WRITE_ANSWER = "WriteAnswer";
    public static final String KEEP_CONTACTS = "KeepContacts";
    public static final String PROVE_IMPROVEMENT = "ProveImprovement";
    public static final String LEAD_RESPONSE = "LeadResponse";
    public static final String KEEP_DUTIES = "KeepDuties";
    public static final String FOLLOW_DUTIES = "FollowDuties";
    public static final String CLOSE_SURVEY = "CloseSurvey";

    private final CommandExecutor engine;

    OfferedActs(ProcessEngine engine) {
        this.engine = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
    }

    /**
     * @param act one of the names above
     * @throws org.camunda.bpm.engine.AuthorizationException when whoever is logged in may not do it
     */
    public <T> T perform(String act, Callable<T> work) {
        return engine.execute(new OfferedAct<>(act, work));
    }
}
