package org.crisisplan.crisis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the forms of a process show beside the facts of their crisis, such as the texts that may be passed on. Every bean of this type is
 * asked whenever such a form is opened or sent, so that it shows what holds now; nothing of it becomes a variable.
 */
public interface KnownToSteps {

    /**
     * @param process key of the process whose form is shown
     * @param businessKey the crisis's number, or what the process calls its case
     * @return texts, or lists of {@code label} and {@code value} that a field offers; empty for a process that it knows nothing of
     */
    Map<String, Object> of(String process, @Nullable String businessKey);
}
