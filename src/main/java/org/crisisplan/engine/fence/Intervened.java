package org.crisisplan.engine.fence;

/**
 * An administrator reaches into a process of a crisis by hand; told before it is done, in the same transaction.
 *
 * @param businessKey of the process, the number of its crisis
 * @param command the engine's command, such as {@code SetExecutionVariablesCmd}
 * @param before the values that it changes, as text; empty where it changes none
 * @param told what it was told to do, as text
 */
public record Intervened(String businessKey, String command, String before, String told) {}
