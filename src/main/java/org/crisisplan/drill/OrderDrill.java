package org.crisisplan.drill;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.engine.InPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** "Begin the drill" in {@code drill-programme}: as the table says. One that cannot begin stays due, and is tried again. */
@InPlan("orderDrill")
class OrderDrill implements JavaDelegate {

    private static final Logger LOG = LoggerFactory.getLogger(OrderDrill.class);

    private final Programme programme;
    private final DrillDesk desk;

    OrderDrill(Programme programme, DrillDesk desk) {
        this.programme = programme;
        this.desk = desk;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String scenario = String.valueOf(execution.getVariable("scenario"));
        if (programme.today().stream().noneMatch(item -> item.scenario().key().equals(scenario))) {
            LOG.info("The drill '{}' was due this morning and has begun already", scenario);
            return;
        }
        try {
            desk.begin(DrillDesk.Order.byTable(scenario), "");
        } catch (InvalidReport invalid) {
            LOG.warn(
                    "The drill '{}' does not begin: {}. It stays due on the page /drills and is tried again.",
                    scenario,
                    invalid.getMessage());
        }
    }
}
