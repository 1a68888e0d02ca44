package org.crisisplan.form;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person's answers to a task were accepted; the task is about to be completed with them, in the same transaction.
 *
 * @param businessKey of the task's process; null if it has none
 * @param before what they replace, where something else stood there
 * @param chosen numbers, yes or no, choices, dates
 * @param written what was written in words of their own
 */
public record TaskAnswered(
        String taskId,
        @Nullable String businessKey,
        Map<String, Object> before,
        Map<String, Object> chosen,
        Map<String, Object> written) {}
