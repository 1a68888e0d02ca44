package org.crisisplan.improvement;

import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.engine.InPlan;
import org.jspecify.annotations.Nullable;

/**
 * At the end of a task of {@code improve}: closes the item, only by what its kind asks for - a later version of the plan, records of training, or
 * a reference to the document (R58-R60). Without it the task stays open and says what is missing.
 */
@InPlan("closeImprovement")
class CloseImprovement implements ExecutionListener {

    private static final int LONGEST_REFERENCE = 500;
    private static final int LONGEST_RESULT = 3500;

    private final ImprovementItemRepository repository;
    private final ImprovementItems items;
    private final LaterPlans plans;
    private final TrainingRecords trainings;

    CloseImprovement(
            ImprovementItemRepository repository, ImprovementItems items, LaterPlans plans, TrainingRecords trainings) {
        this.repository = repository;
        this.items = items;
        this.plans = plans;
        this.trainings = trainings;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        ImprovementItem item = repository
                .findForUpdate(execution.getProcessBusinessKey())
                .orElseThrow(() -> new IllegalStateException("There is no improvement item "
                        + execution.getProcessBusinessKey() + "; only the product starts this process."));
        @Nullable String result = text(execution, "itemResult", LONGEST_RESULT);
        switch (item.kind()) {
            case PLAN -> items.close(item, version(execution, item), null, result);
            case TRAINING -> items.close(item, trained(item), null, result);
            case DOCUMENTS -> items.close(item, null, reference(execution), result);
            case DRILL ->
                throw new NotAccepted(
                        "Only a passed drill that rehearses %s closes it. 只有演练合格才能关闭该事项。".formatted(item.number()));
        }
    }

    private String version(DelegateExecution execution, ImprovementItem item) {
        @Nullable String chosen = text(execution, "planVersion", LONGEST_REFERENCE);
        return plans.after(item).stream()
                .map(LaterPlans.Later::name)
                .filter(name -> name.equals(chosen))
                .findFirst()
                .orElseThrow(() -> new NotAccepted(
                        "Choose a version of the plan that was deployed after this was agreed on and that changes a file."
                                + " Deploy the change first; a version that names %s closes it by itself."
                                        .formatted(item.number())
                                + " 请选择商定之后部署且确有改动的预案版本；请先部署改动，注明该事项编号的版本会自动关闭它。"));
    }

    private String trained(ImprovementItem item) {
        List<TrainingRecord> held = trainings.of(item.number());
        if (held.isEmpty()) {
            throw new NotAccepted(
                    "Enter at least one record of training for %s on the page /improvement/training first. 请先在 /improvement/training 登记本事项的培训记录。"
                            .formatted(item.number()));
        }
        return String.valueOf(held.size());
    }

    private static String reference(DelegateExecution execution) {
        @Nullable String reference = text(execution, "documentReference", LONGEST_REFERENCE);
        if (reference == null) {
            throw new NotAccepted(
                    "Say where the document is: its address, or its number and version. 请填写文档的地址，或编号和版本。");
        }
        return reference;
    }

    private static @Nullable String text(DelegateExecution execution, String name, int most) {
        String said = Objects.toString(execution.getVariable(name), "").strip();
        if (said.length() > most) {
            throw new NotAccepted(
                    "That is too long; up to %d characters are kept. 内容过长，最多 %d 字。".formatted(most, most));
        }
        return said.isEmpty() ? null : said;
    }
}
