package org.crisisplan.loss;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crises;
import org.crisisplan.engine.InPlan;
import org.crisisplan.loss.FiguresOfCrisis.Taken;

/**
 * Puts the figures that finance keeps in place of those of the plan's table {@code lossDefaults}, as far as it keeps any (R39); used by
 * {@code assess-damage}.
 */
@InPlan("takeLossParameters")
class TakeLossParameters implements JavaDelegate {

    private final FiguresOfCrisis figures;
    private final Crises crises;

    TakeLossParameters(FiguresOfCrisis figures, Crises crises) {
        this.figures = figures;
        this.crises = crises;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Taken taken = figures.of(crises.find(execution.getProcessBusinessKey()).orElseThrow());
        taken.values().forEach((name, value) -> execution.setVariable(name, value.doubleValue()));
        execution.setVariable("lossParametersUsed", taken.note().isEmpty() ? null : taken.note());
    }
}
