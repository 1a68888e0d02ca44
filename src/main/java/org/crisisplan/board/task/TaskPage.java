package org.crisisplan.board.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.crisisplan.board.task.OneTask.Person;
import org.crisisplan.board.task.OneTask.Standing;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Phase;
import org.crisisplan.form.FormForReader;
import org.crisisplan.form.SubmissionRefused;
import org.crisisplan.form.TaskForms;
import org.crisisplan.publish.StatementKind;
import org.crisisplan.publish.StatementPreview;
import org.crisisplan.publish.StatementPreview.Preview;
import org.crisisplan.site.ComponentState;
import org.crisisplan.site.Site;
import org.crisisplan.web.BilingualText;
import org.crisisplan.web.CurrentUser;
import org.crisisplan.web.DrillPages;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** One task: its form in the reader's language, whose it is, and who has done it. */
@Controller
@RequestMapping("/tasks/{id}")
class TaskPage {

    private static final Logger LOG = LoggerFactory.getLogger(TaskPage.class);
    private static final String PAGE = "task/task";

    private final TaskLookup lookup;
    private final TaskForms forms;
    private final TaskDraftRepository drafts;
    private final TaskService tasks;
    private final Crises crises;
    private final TimeFormatter moments;
    private final MessageSource texts;
    private final TransactionOperations together;
    private final StatementPreview previews;
    private final Site site;
    private final FaultTexts faults;

    TaskPage(
            TaskLookup lookup,
            TaskForms forms,
            TaskDraftRepository drafts,
            TaskService tasks,
            Crises crises,
            TimeFormatter moments,
            MessageSource texts,
            TransactionOperations together,
            StatementPreview previews,
            Site site,
            FaultTexts faults) {
        this.faults = faults;
        this.previews = previews;
        this.site = site;
        this.lookup = lookup;
        this.forms = forms;
        this.drafts = drafts;
        this.tasks = tasks;
        this.crises = crises;
        this.moments = moments;
        this.texts = texts;
        this.together = together;
    }

    /** There is no task of that id, and there never was. */
    static class UnknownTask extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * What the page's script builds the form from.
     *
     * @param form null for a task without one
     * @param values what the fields show
     * @param draft what this person began to fill in; null if nothing
     * @param savedAt when that was
     * @param token against forged requests, and the header it is sent in
     */
    record Content(
            @Nullable JsonNode form,
            Map<String, Object> values,
            @Nullable JsonNode draft,
            @Nullable String savedAt,
            String header,
            String token) {}

    /**
     * What became of answers.
     *
     * @param message for the reader; null when they were taken
     * @param faults by the key of their field
     */
    record Answer(@Nullable String message, List<Fault> faults) {

        /** What is wrong with one field. */
        record Fault(String field, String message) {}

        static Answer of(String message) {
            return new Answer(message, List.of());
        }
    }

    @GetMapping
    String show(
            @PathVariable String id,
            Authentication login,
            Locale language,
            Model page,
            jakarta.servlet.http.HttpServletResponse response) {
        OneTask task = find(id);
        if (task.standing() == Standing.NOT_OFFERED) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
        }
        Optional<Crisis> crisis = crises.find(task.number());
        page.addAttribute("visitor", CurrentUser.of(login));
        page.addAttribute("zone", moments.zone());
        page.addAttribute("task", task);
        page.addAttribute("standing", task.standing().name());
        page.addAttribute("name", BilingualText.of(task.name(), language));
        page.addAttribute("by", task.by() == null ? null : name(task.by(), language));
        page.addAttribute("mine", task.by() != null && task.by().id().equals(login.getName()));
        page.addAttribute("since", task.since() == null ? null : moments.moment(task.since()));
        page.addAttribute("due", task.due() == null ? null : moments.due(task.due(), language));
        page.addAttribute("departments", departments(task, language));
        page.addAttribute("crisis", crisis.orElse(null));
        page.addAttribute(DrillPages.HERE, Crisis.isDrill(task.number()));
        boolean chinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        Optional<Preview> preview = preview(task);
        page.addAttribute("preview", preview.orElse(null));
        page.addAttribute(
                "affected",
                preview.filter(shown -> !shown.kind().isTheEnd() && shown.kind() != StatementKind.ANSWER)
                        .map(shown -> affected(task.number(), chinese))
                        .orElse(List.of()));
        page.addAttribute("chinese", chinese);
        page.addAttribute(
                "suspected",
                crisis.filter(one -> one.phase() == Phase.VERIFYING).isPresent());
        page.addAttribute(
                "instruction", task.instruction() == null ? null : BilingualText.of(task.instruction(), language));
        return PAGE;
    }

    @GetMapping("/form")
    ResponseEntity<?> form(@PathVariable String id, Authentication login, Locale language, CsrfToken token) {
        OneTask task = find(id);
        if (!task.mayBeAnswered()) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body(Answer.of(notYours(task, language)));
        }
        Optional<JsonNode> form = forms.of(id);
        Optional<TaskDraftRepository.Draft> draft = drafts.find(id, login.getName());
        return ResponseEntity.ok(new Content(
                form.map(one -> OneTaskForm.withoutHead(FormForReader.in(language, one)))
                        .map(one -> preview(task).isPresent() ? OneTaskForm.without(StatementPreview.FIELDS, one) : one)
                        .orElse(null),
                form.map(one -> OneTaskForm.valuesFor(language, forms.values(id, one)))
                        .orElse(Map.of()),
                draft.map(kept -> OneTaskForm.read(kept.answers())).orElse(null),
                draft.map(kept -> moments.moment(kept.savedAt()).text()).orElse(null),
                token.getHeaderName(),
                token.getToken()));
    }

    @PostMapping("/claim")
    String claim(@PathVariable String id, Authentication login) {
        if (find(id).standing() == Standing.FREE) {
            try {
                tasks.claim(id, login.getName());
            } catch (BadUserRequestException | NullValueException | OptimisticLockingException overtaken) {
                // the page says who was faster
            }
        }
        return "redirect:/tasks/{id}";
    }

    @PostMapping("/release")
    String release(@PathVariable String id) {
        if (find(id).standing() == Standing.MINE) {
            tasks.setAssignee(id, null);
        }
        return "redirect:/tasks/{id}";
    }

    /** Keeps what was typed. Whoever begins to fill in a task that nobody has taken takes it, so that no two people do the same work. */
    @PostMapping("/draft")
    ResponseEntity<?> draft(
            @PathVariable String id, @RequestBody String answers, Authentication login, Locale language) {
        Map<String, JsonNode> typed = TaskForms.read(answers);
        OneTask task = find(id);
        if (!task.mayBeAnswered()) {
            return refused(HttpStatus.CONFLICT, notYours(task, language));
        }
        if (task.standing() == Standing.FREE) {
            try {
                tasks.claim(id, login.getName());
            } catch (BadUserRequestException | NullValueException | OptimisticLockingException overtaken) {
                return refused(HttpStatus.CONFLICT, notYours(find(id), language));
            }
        }
        var savedAt = drafts.save(id, login.getName(), OneTaskForm.written(typed));
        return ResponseEntity.ok(
                Map.of("savedAt", moments.moment(savedAt).text(), "taken", task.standing() == Standing.FREE));
    }

    @PostMapping("/complete")
    ResponseEntity<?> complete(
            @PathVariable String id, @RequestBody String answers, Authentication login, Locale language) {
        Map<String, JsonNode> typed = TaskForms.read(answers);
        OneTask task = find(id);
        if (task.isDoneBy(login.getName())) {
            // sent twice: it is done
            return ResponseEntity.ok(Map.of());
        }
        if (!task.mayBeAnswered()) {
            return refused(HttpStatus.CONFLICT, notYours(task, language));
        }
        try {
            together.executeWithoutResult(begun -> {
                if (task.standing() == Standing.FREE) {
                    tasks.claim(id, login.getName());
                }
                forms.answer(id, typed);
            });
            return ResponseEntity.ok(Map.of());
        } catch (SubmissionRefused wrong) {
            return ResponseEntity.unprocessableEntity()
                    .body(new Answer(
                            null,
                            wrong.faults().stream()
                                    .map(fault -> new Answer.Fault(fault.field(), faults.of(fault, language)))
                                    .toList()));
        } catch (FormFieldValidationException wrong) {
            return stillOpen(id, login, language)
                    .orElseGet(() -> refused(HttpStatus.UNPROCESSABLE_ENTITY, sentence(wrong, language)));
        } catch (NullValueException | OptimisticLockingException overtaken) {
            return stillOpen(id, login, language)
                    .orElseGet(() -> refused(HttpStatus.CONFLICT, text("task.overtaken", language)));
        } catch (BadUserRequestException wrong) {
            return stillOpen(id, login, language)
                    .orElseGet(() -> refused(HttpStatus.UNPROCESSABLE_ENTITY, sentence(wrong, language)));
        }
    }

    /** Somebody may have been faster: then that is what the person must know. */
    private Optional<ResponseEntity<?>> stillOpen(String id, Authentication login, Locale language) {
        OneTask now = find(id);
        if (now.isDoneBy(login.getName())) {
            return Optional.of(ResponseEntity.ok(Map.of()));
        }
        return now.mayBeAnswered()
                ? Optional.empty()
                : Optional.of(refused(HttpStatus.CONFLICT, notYours(now, language)));
    }

    @ExceptionHandler(UnknownTask.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String nothingThere(Authentication login, Model page) {
        page.addAttribute("visitor", CurrentUser.of(login));
        return "task/unknown";
    }

    @ExceptionHandler(AuthorizationException.class)
    ResponseEntity<?> notAllowed(Locale language) {
        return refused(HttpStatus.FORBIDDEN, text("task.notOffered", language));
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<?> notReadable(Locale language) {
        return refused(HttpStatus.BAD_REQUEST, text("task.unreadable", language));
    }

    /** For those who judge a text: a form that lets somebody write in it shows it by itself. */
    private Optional<Preview> preview(OneTask task) {
        String process = task.processInstance();
        if (process == null || !task.mayBeAnswered()) {
            return Optional.empty();
        }
        try {
            boolean writes = forms.of(task.id())
                    .map(form -> OneTaskForm.asksFor(StatementPreview.FIELDS, form))
                    .orElse(false);
            return writes
                    ? Optional.empty()
                    : Optional.ofNullable(
                                    tasks.createTaskQuery().taskId(task.id()).singleResult())
                            .flatMap(open -> previews.of(process, open.getProcessDefinitionId()));
        } catch (NullValueException overtaken) {
            return Optional.empty();
        }
    }

    /** A component of the site that the public page will show as affected. @param state its word in the messages */
    public record Affected(String component, String state) {}

    private List<Affected> affected(String number, boolean chinese) {
        Map<String, ComponentState> states;
        try {
            states = site.affectedBy(number);
        } catch (RuntimeException fault) {
            // the statement goes out without it then, too; whoever reads the log learns of it at the latest when it
            // does
            LOG.warn("What {} does to the components of the site cannot be shown", number, fault);
            return List.of();
        }
        return site.components().stream()
                .filter(component -> states.containsKey(component.key()))
                .map(component -> new Affected(
                        component.name(chinese),
                        Objects.requireNonNull(states.get(component.key())).word()))
                .toList();
    }

    private OneTask find(String id) {
        return lookup.find(id).orElseThrow(UnknownTask::new);
    }

    private static ResponseEntity<?> refused(HttpStatus status, String sentence) {
        return ResponseEntity.status(status).body(Answer.of(sentence));
    }

    private String notYours(OneTask task, Locale language) {
        String by = task.by() == null ? "" : name(task.by(), language);
        String since = task.since() == null ? "" : moments.moment(task.since()).text();
        return switch (task.standing()) {
            case DONE -> text("task.done.by", language, by, since);
            case WITHDRAWN -> text("task.withdrawn", language, since);
            case TAKEN -> text("task.taken.by", language, by, since);
            default -> text("task.notOffered", language);
        };
    }

    private static String sentence(RuntimeException refusal, Locale language) {
        return BilingualText.of(String.valueOf(refusal.getMessage()), language);
    }

    private List<String> departments(OneTask task, Locale language) {
        return TaskLookup.labels(task.groups()).stream()
                .map(label -> BilingualText.of(label, language))
                .toList();
    }

    private static String name(Person person, Locale language) {
        return BilingualText.of(person.name(), language);
    }

    private String text(String key, Locale language, Object... values) {
        return texts.getMessage(key, values, language);
    }
}
