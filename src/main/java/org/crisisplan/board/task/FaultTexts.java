package org.crisisplan.board.task;

import java.util.Locale;
import java.util.stream.Collectors;
import org.crisisplan.form.FieldFault;
import org.crisisplan.form.SubmissionRefused;
import org.crisisplan.web.BilingualText;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What is wrong with a field, in the words of its reader. */
@Component
class FaultTexts {

    private final MessageSource texts;

    FaultTexts(MessageSource texts) {
        this.texts = texts;
    }

    String of(FieldFault fault, Locale reader) {
        return texts.getMessage(
                "task.wrong." + fault.wrong().word(), fault.values().toArray(), reader);
    }

    /** All of it in one sentence, where no fault can stand at its field. */
    String of(SubmissionRefused refused, Locale reader) {
        return refused.faults().stream()
                .map(fault -> texts.getMessage(
                        "task.refused.field", new Object[] {name(fault, reader), of(fault, reader)}, reader))
                .collect(Collectors.joining("", texts.getMessage("task.refused", null, reader), ""));
    }

    private static String name(FieldFault fault, Locale reader) {
        String label = fault.label();
        return label == null ? fault.field() : BilingualText.of(label, reader);
    }
}
