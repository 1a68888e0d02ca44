package org.crisisplan.signals.source;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.outbound.RemoteService;
import org.jspecify.annotations.Nullable;

/**
 * A polled source that is a service of others: it is left alone for as long as it wishes, and what it says is handed on in portions.
 */
public abstract class RemoteSource implements PolledSource {

    protected final RemoteService service;

    private final String name;
    private final Duration every;
    private final @Nullable Duration silentAfter;
    private final Signals signals;

    protected RemoteSource(
            String name, Duration every, @Nullable Duration silentAfter, RemoteService service, Signals signals) {
        this.name = name;
        this.every = every;
        this.silentAfter = silentAfter;
        this.service = service;
        this.signals = signals;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public Duration every() {
        return every;
    }

    @Override
    public final @Nullable Duration silentAfter() {
        return silentAfter;
    }

    @Override
    public boolean poll() throws IOException {
        return !service.isBackingOff() && ask();
    }

    /** As {@link #poll}, once the service may be asked. */
    protected abstract boolean ask() throws IOException;

    /** @return how many were not known before */
    protected final int accept(List<Signal> found) {
        int fresh = 0;
        for (int from = 0; from < found.size(); from += Signals.MOST) {
            fresh += signals.accept(name, found.subList(from, Math.min(found.size(), from + Signals.MOST)))
                    .fresh();
        }
        return fresh;
    }
}
