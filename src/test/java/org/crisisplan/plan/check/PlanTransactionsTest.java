package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** In the plan that comes with the product, a fault is an incident of the step that has it and costs nobody their answer. */
class PlanTransactionsTest {

    @Test
    void whatFollowsAPersonsTaskRunsInATransactionOfItsOwn() {
        var report = new PlanCheckReport();
        var vocabulary = PlanCheckVocabulary.ofTheProduct();
        var models = PlanCheckModels.read(PlanBundle.readFrom("classpath*:"), new PlanCheckReader(vocabulary), report);
        new SynchronousSteps(models, report).check(new CaseFlow(models));
        assertThat(report.findings()).isEmpty();
    }
}
