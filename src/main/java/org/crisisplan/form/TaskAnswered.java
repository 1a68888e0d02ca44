package org.crisisplan.form;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's answers to a task were accepted; the task is about to be completed with them, in the same transaction.
 *
 * @param processDefinition the engine's id of the process that the task belongs to
 * @param businessKey of the task's process; null if it has none
 * @param before what they replace, where something else stood there
 * @param chosen numbers, yes or no, choices, dates
 * @param written what was written in words of their own
 * @param known what is not kept as a variable, see {@link org.crisisplan.engine.KnownValues}; null for a field that was emptied
 */
public record TaskAnswered(
        String taskId,
        String processDefinition,
        @Nullable String businessKey,
        Map<String, Object> before,
        Map<String, Object> chosen,
        Map<String, Object> written,
        Map<String, @Nullable Object> known) {}
