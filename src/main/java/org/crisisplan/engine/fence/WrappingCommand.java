package org.crisisplan.engine.fence;

import org.camunda.bpm.engine.impl.interceptor.Command;

/** A command that only checks something and hands on to another one, which the fence asks about by itself. */
@FunctionalInterface
public interface WrappingCommand<T> extends Command<T> {}
