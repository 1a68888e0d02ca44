package org.crisisplan.audit.dossier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.audit.dossier.Block.Cell;
import org.crisisplan.audit.dossier.Block.Row;
import org.crisisplan.audit.dossier.Block.Table;
import org.crisisplan.audit.dossier.Block.Tone;
import org.crisisplan.audit.dossier.EngineHistory.DueTask;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.improvement.ImprovementItem;
import org.crisisplan.improvement.ImprovementItem.State;
import org.crisisplan.improvement.ImprovementItems;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the review found, and what became of each item (R58-R60). */
@Component
@Order(1400)
class ReviewChapter implements Chapter {

    private static final String REVIEW_FORM = "hold-review";
    /** In plans of before; now items have a process of their own. */
    private static final String ITEM_FORM = "complete-action-item";

    private final ImprovementItems improvements;

    ReviewChapter(ImprovementItems improvements) {
        this.improvements = improvements;
    }

    @Override
    public Section of(CaseFile file, Words words) {
        Set<String> reviews = file.plan().stepsWith(REVIEW_FORM);
        Set<String> items = file.plan().stepsWith(ITEM_FORM);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table(
                "review",
                "",
                words.columns("when", "who", "answers"),
                file.acts(ActKind.TASK_COMPLETED)
                        .filter(act -> reviews.contains(act.subject()))
                        .map(act -> Row.of(
                                Cell.to("#" + TimelineChapter.anchor(act.seq()), words.time(act.at())),
                                Cell.of(words.who(act.actor())),
                                Cell.of(words.told(act))))
                        .toList()));
        List<Act> done = file.acts(ActKind.TASK_COMPLETED)
                .filter(act -> items.contains(act.subject()))
                .toList();
        List<ImprovementItem> agreed = improvements.of(file.number());
        if (!agreed.isEmpty() || items.isEmpty()) {
            blocks.add(new Table(
                    "improvements",
                    words.say("dossier.items"),
                    words.columns("number", "kind", "what", "owner", "due", "state", "proof", "remark"),
                    agreed.stream().map(item -> improvement(item, words)).toList()));
            if (items.isEmpty()) {
                return new Section("review", words.say("dossier.review"), "", blocks);
            }
        }
        blocks.add(new Table(
                "items",
                words.say("dossier.items"),
                words.columns("offered", "departments", "due", "completed", "answers"),
                file.acts(ActKind.TASK_OFFERED)
                        .filter(act -> items.contains(act.subject()))
                        .map(act -> item(act, done, file.engine().tasks(), words))
                        .toList()));
        return new Section("review", words.say("dossier.review"), "", blocks);
    }

    private static Row improvement(ImprovementItem item, Words words) {
        boolean late = item.isOverdue(LocalDate.ofInstant(words.now(), words.zone()));
        Tone tone = item.isOpen() ? late ? Tone.BAD : Tone.LATE : item.state() == State.CLOSED ? Tone.GOOD : Tone.PLAIN;
        String proof = Stream.of(item.proof(), item.reference())
                .filter(Objects::nonNull)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return Row.of(
                Cell.of(item.number()),
                Cell.of(words.say("dossier.improvement.kind." + item.kind().word())),
                Cell.of(item.what()),
                Cell.of(words.groups(List.of(item.owner()))),
                Cell.of(item.due().toString()),
                Cell.of(
                        words.say("dossier.improvement.state." + item.state().word())
                                + (item.closedAt() == null
                                        ? ""
                                        : "\n" + words.time(item.closedAt()) + " "
                                                + Objects.requireNonNullElse(item.closedBy(), "")),
                        tone),
                Cell.of(proof),
                Cell.of(Objects.requireNonNullElse(item.result(), "")));
    }

    private static Row item(Act offered, List<Act> done, Map<String, DueTask> tasks, Words words) {
        String task = String.valueOf(offered.after().get("task"));
        DueTask kept = tasks.get(task);
        Act completed = done.stream()
                .filter(act -> task.equals(act.after().get("task")))
                .findFirst()
                .orElse(null);
        return Row.of(
                Cell.to("#" + TasksChapter.anchor(task), words.time(offered.at())),
                Cell.of(offered.after().get("groups") instanceof Collection<?> groups ? words.groups(groups) : ""),
                words.at(kept == null ? null : kept.due()),
                completed(completed, kept, words),
                Cell.of(completed == null ? "" : words.told(completed)));
    }

    private static Cell completed(@Nullable Act completed, @Nullable DueTask kept, Words words) {
        if (completed == null) {
            boolean late = kept != null && kept.due() != null && kept.due().isBefore(words.now());
            return Cell.of(words.say("dossier.open"), late ? Tone.BAD : Tone.LATE);
        }
        boolean late = kept != null && kept.due() != null && kept.due().isBefore(completed.at());
        return Cell.of(
                words.time(completed.at()) + "\n" + Objects.requireNonNull(words.who(completed.actor())),
                late ? Tone.LATE : Tone.GOOD);
    }
}
