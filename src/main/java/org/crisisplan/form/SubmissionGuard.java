package org.crisisplan.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.camunda.bpm.engine.form.CamundaFormRef;
import org.camunda.bpm.engine.form.FormData;
import org.camunda.bpm.engine.impl.GetDeployedTaskFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeployedStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.crisisplan.decision.feel.FeelAllowance;
import org.crisisplan.decision.feel.FeelRefused;
import org.crisisplan.engine.KnownValues;
import org.crisisplan.engine.SubmissionRefusal;
import org.crisisplan.engine.fence.WrappingCommand;
import org.jspecify.annotations.Nullable;

/**
 * The server checks what a form promises. The engine itself takes whatever is posted; this stands before every way of
 * completing a task or starting with a form, within the same transaction, and after the question whether this person may do it
 * at all.
 */
class SubmissionGuard {

    private static final String BOUND = "deployment";
    private static final int MOST_FORMS_KEPT = 500;
    private static final Set<String> IN_WORDS = Set.of("textfield", "textarea");

    private final Clock clock;
    private final FormFieldCheck check;
    private final Consumer<TaskAnswered> told;
    private final KnownValues elsewhere;
    private final Map<String, Form> read = new ConcurrentHashMap<>();

    /**
     * @param told is told what was accepted, before the task is completed
     * @param elsewhere what is known beside the variables
     */
    SubmissionGuard(Clock clock, Consumer<TaskAnswered> told, KnownValues elsewhere) {
        this.clock = clock;
        this.check = new FormFieldCheck(clock);
        this.told = told;
        this.elsewhere = elsewhere;
    }

    /** Does the work in one transaction of the engine; what the guard refuses in it comes out as it is. */
    static <T> T guarded(CommandExecutor engine, WrappingCommand<T> work) {
        try {
            return SubmissionRefusal.unwrapped(() -> engine.execute(work));
        } catch (SubmissionRefused refused) {
            throw refused.kept();
        }
    }

    /** @return what may be written, which is not always all that was sent */
    @Nullable Map<String, Object> forTask(String taskId, @Nullable Map<String, Object> submitted, CommandContext engine) {
        TaskEntity task = task(taskId, engine);
        return formOf(engine, new GetTaskFormCmd(taskId), new GetDeployedTaskFormCmd(taskId))
                .map(form -> {
                    FormValues values = values(form, task);
                    Map<String, Object> known = values.all();
                    Map<String, Object> accepted = accept(form, submitted, known, values::isVariable);
                    told.accept(answered(task, form, accepted, known, values));
                    accepted.keySet().removeIf(name -> !values.isVariable(name));
                    return accepted;
                })
                .orElse(submitted);
    }

    /** What the form of a task shows beside its variables; empty if the task has no form of the plan. */
    Map<String, Object> shownIn(String taskId, CommandContext engine) {
        TaskEntity task = engine.getTaskManager().findTaskById(taskId);
        return task == null
                ? Map.of()
                : formOf(engine, new GetTaskFormCmd(taskId), new GetDeployedTaskFormCmd(taskId))
                        .map(form ->
                                FeelAllowance.share(() -> values(form, task).shownBesideVariables(clock)))
                        .orElse(Map.of());
    }

    private FormValues values(Form form, TaskEntity task) {
        return new FormValues(
                form,
                SubmittedValues.forExpressions(task.getVariablesTyped(false)),
                askedAnew(task),
                elsewhere,
                String.valueOf(task.getProcessDefinitionId()),
                businessKey(task));
    }

    /** What the step itself has emptied. */
    private static Set<String> askedAnew(TaskEntity task) {
        ExecutionEntity step = task.getExecution();
        if (step == null || step.isProcessInstanceExecution()) {
            return Set.of();
        }
        Set<String> emptied = new HashSet<>(step.getVariablesLocal().keySet());
        emptied.removeIf(name -> step.getVariableLocal(name) != null);
        return emptied;
    }

    private static @Nullable String businessKey(TaskEntity task) {
        return task.getExecution() == null ? null : task.getExecution().getProcessBusinessKey();
    }

    private static TaskAnswered answered(
            TaskEntity task, Form form, Map<String, Object> accepted, Map<String, Object> known, FormValues values) {
        Set<String> words = new HashSet<>();
        inWords(form.fields(), words);
        Map<String, Object> before = new TreeMap<>();
        Map<String, Object> chosen = new TreeMap<>();
        Map<String, Object> written = new TreeMap<>();
        accepted.forEach((name, value) -> {
            // lists hold rows of fields, in words among others
            boolean inWords = words.contains(name) || value instanceof TypedValue;
            Object plain = value instanceof TypedValue json ? String.valueOf(json.getValue()) : value;
            if (plain != null) {
                (inWords ? written : chosen).put(name, plain);
            }
            if (!inWords && known.get(name) != null && !known.get(name).equals(plain)) {
                before.put(name, known.get(name));
            }
        });
        return new TaskAnswered(
                task.getId(),
                String.valueOf(task.getProcessDefinitionId()),
                businessKey(task),
                before,
                chosen,
                written,
                values.told(accepted));
    }

    private static void inWords(List<FormField> fields, Set<String> names) {
        for (FormField field : fields) {
            if (IN_WORDS.contains(field.type())) {
                names.add(field.key());
            }
            inWords(field.fields(), names);
        }
    }

    /** Whoever is asked by a form answers by it: no other way out of the task. */
    void onlyWithoutForm(String taskId, CommandContext engine) {
        task(taskId, engine);
        if (formOf(engine, new GetTaskFormCmd(taskId), new GetDeployedTaskFormCmd(taskId))
                .isPresent()) {
            throw new FormFieldValidationException(
                    taskId, "The task " + taskId + " is completed by its form. Nothing was changed.");
        }
    }

    private static TaskEntity task(String taskId, CommandContext engine) {
        TaskEntity task = engine.getTaskManager().findTaskById(taskId);
        if (task == null) {
            throw new FormFieldValidationException(
                    taskId,
                    "The task " + taskId + " is not open (any more): someone completed it, or the crisis has moved on. "
                            + "Nothing was changed; reload the task list.");
        }
        engine.getProcessEngineConfiguration().getCommandCheckers().forEach(checker -> checker.checkTaskWork(task));
        return task;
    }

    /** @return what may be written, which is not always all that was sent */
    @Nullable Map<String, Object> forStart(
            String processDefinitionId, @Nullable Map<String, Object> submitted, CommandContext engine) {
        ProcessDefinitionEntity process = Context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(processDefinitionId);
        engine.getProcessEngineConfiguration()
                .getCommandCheckers()
                .forEach(checker -> checker.checkCreateProcessInstance(process));
        return formOf(
                        engine,
                        new GetStartFormCmd(processDefinitionId),
                        new GetDeployedStartFormCmd(processDefinitionId))
                .map(form -> kept(process, accept(form, submitted, Map.of(), name -> true)))
                .orElse(submitted);
    }

    /** What the product takes over at the start does not stay among the variables. */
    private Map<String, Object> kept(ProcessDefinitionEntity process, Map<String, Object> accepted) {
        Set<String> taken = elsewhere.takenAtStart(process.getId());
        accepted.replaceAll((name, value) -> {
            // a tick that is not set says nothing
            Object said = Boolean.FALSE.equals(value) ? null : value;
            return taken.contains(name) ? Variables.untypedValue(said, true) : value;
        });
        return accepted;
    }

    private Optional<Form> formOf(
            CommandContext engine, Command<? extends FormData> description, Command<InputStream> file) {
        FormData form = engine.runWithoutAuthorization(description);
        if (form == null || form.getCamundaFormRef() == null) {
            return Optional.empty();
        }
        CamundaFormRef ref = form.getCamundaFormRef();
        if (!BOUND.equals(ref.getBinding()) || form.getDeploymentId() == null) {
            return Optional.of(Form.read(engine.runWithoutAuthorization(file)));
        }
        // what was deployed never changes
        String key = form.getDeploymentId() + " " + ref.getKey();
        Form known = read.get(key);
        if (known == null) {
            known = Form.read(engine.runWithoutAuthorization(file));
            if (read.size() >= MOST_FORMS_KEPT) {
                read.clear();
            }
            read.put(key, known);
        }
        return Optional.of(known);
    }

    private Map<String, Object> accept(
            Form form,
            @Nullable Map<String, Object> submitted,
            Map<String, Object> known,
            Predicate<String> isVariable) {
        Map<String, JsonNode> entered = SubmittedValues.read(submitted);
        Submission submission = held(form, entered, known);
        if (!submission.fieldFaults().isEmpty()) {
            throw new SubmissionRefused(submission.fieldFaults());
        }
        Map<String, Object> accepted = new HashMap<>();
        // every field of a form is a variable afterwards, so that a gateway can ask for it
        submission.keys().stream()
                .filter(key -> !known.containsKey(key) && isVariable.test(key))
                .forEach(key -> accepted.put(key, null));
        submission.accepted().forEach((key, value) -> write(key, value, entered, known, accepted));
        return accepted;
    }

    /** All the form's expressions share what work one submission may make. */
    private Submission held(Form form, Map<String, JsonNode> entered, Map<String, Object> known) {
        try {
            return FeelAllowance.share(() -> new Submission(form, entered, known, check));
        } catch (FeelRefused refused) {
            throw refusal(String.valueOf(refused.getMessage()));
        }
    }

    /** A field that was not sent at all leaves an earlier value as it is; one sent empty empties it. */
    private static void write(
            String key,
            JsonNode value,
            Map<String, JsonNode> entered,
            Map<String, Object> known,
            Map<String, Object> accepted) {
        if (entered.containsKey(key) || !known.containsKey(key) || !value.isNull()) {
            accepted.put(key, SubmittedValues.write(value));
        }
    }

    private static FormFieldValidationException refusal(String sentence) {
        return new FormFieldValidationException(
                sentence, "The form was not accepted and nothing was changed. " + sentence + ".");
    }
}
