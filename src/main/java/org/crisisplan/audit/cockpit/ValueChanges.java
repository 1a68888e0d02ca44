package org.crisisplan.audit.cockpit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.audit.cockpit.InstanceHistory.Instance;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.Actor;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.web.BilingualText;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What became of the values of a crisis, by whom and where in the plan: from its record, which the engine keeps no second copy of. */
@Component
class ValueChanges {

    private static final Set<ActKind> KINDS = Set.of(ActKind.FACT_TOLD, ActKind.TASK_COMPLETED);

    /** What an act says of itself, and not of the crisis. */
    private static final Set<String> NO_VALUES = Set.of("task", "actor");

    private final RecordSearch record;
    private final MessageSource texts;

    ValueChanges(RecordSearch record, MessageSource texts) {
        this.record = record;
        this.texts = texts;
    }

    /**
     * A value that somebody gave.
     *
     * @param seq of the act in the record
     * @param label what the reader calls it
     * @param erased whether the words were erased since
     */
    record Change(
            int seq,
            Instant at,
            Actor actor,
            String kind,
            String name,
            String label,
            @Nullable Object before,
            @Nullable Object after,
            boolean erased,
            @Nullable String process,
            @Nullable String element,
            @Nullable String step,
            @Nullable String clause,
            @Nullable String task) {}

    /** Of the whole crisis, the oldest first. */
    List<Change> of(String number, Locale reader) {
        List<Change> changes = new ArrayList<>();
        for (Act act : record.all(number, KINDS)) {
            Set<String> names = new TreeSet<>(act.after().keySet());
            names.addAll(act.before().keySet());
            Map<String, Object> words = act.words() == null ? Map.of() : act.words();
            names.addAll(words.keySet());
            names.removeAll(NO_VALUES);
            names.forEach(name -> changes.add(change(act, name, words, reader)));
            if (act.words() == null) {
                changes.add(change(act, "", words, reader));
            }
        }
        return changes;
    }

    /**
     * Those that this instance asked for: by its tasks, and what was told at its steps. What was told outside of any step is shown with
     * the process that the crisis began with.
     *
     * @param tasks the ids of its tasks
     */
    List<Change> of(Instance instance, String number, List<String> tasks, Locale reader) {
        Set<String> own = new HashSet<>(tasks);
        return of(number, reader).stream()
                .filter(change -> change.task() != null ? own.contains(change.task()) : isToldIn(instance, change))
                .toList();
    }

    private static boolean isToldIn(Instance instance, Change change) {
        return change.process() == null
                ? instance.parent() == null
                : instance.key().equals(change.process())
                        && !change.at().isBefore(instance.start())
                        && (instance.end() == null || !change.at().isAfter(instance.end()));
    }

    private Change change(Act act, String name, Map<String, Object> words, Locale reader) {
        boolean fact = act.kind() == ActKind.FACT_TOLD;
        String called = fact ? act.subject() : name;
        Object task = act.after().get("task");
        return new Change(
                act.seq(),
                act.at(),
                act.actor(),
                act.kind().word(),
                called,
                label(called, reader),
                act.before().get(name),
                act.after().getOrDefault(name, words.get(name)),
                name.isEmpty(),
                act.step() == null ? null : act.step().process(),
                act.step() == null ? null : act.step().element(),
                act.step() == null ? null : BilingualText.of(act.step().name(), reader),
                act.step() == null ? null : act.step().clause(),
                task == null ? null : task.toString());
    }

    private String label(String name, Locale reader) {
        String value = texts.getMessage("board.record.value." + name, null, name, reader);
        return String.valueOf(texts.getMessage("board.fact." + name, null, value, reader));
    }
}
