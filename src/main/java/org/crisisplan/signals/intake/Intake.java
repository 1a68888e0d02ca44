package org.crisisplan.signals.intake;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crisisplan.signals.Overloaded;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.intake.Delivery.Kept;
import org.crisisplan.signals.source.SourceRepository;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;

/** Takes signals from connectors and requests, and answers when they are committed. */
@Component
class Intake implements Signals {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SignalWriter writer;
    private final SourceRepository sources;

    Intake(SignalWriter writer, SourceRepository sources) {
        this.writer = writer;
        this.sources = sources;
    }

    @Override
    public Accepted accept(String source, List<Signal> signals) {
        Kept kept = accept(Delivery.of(source, signals));
        return new Accepted(kept.fresh().size(), kept.known());
    }

    /**
     * @throws ConflictingDuplicate when the same id came before with another content
     * @throws Overloaded when too much is waiting
     */
    Kept accept(Delivery delivery) {
        sources.ensure(delivery.source());
        try {
            return writer.write(delivery).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            throw new QueryTimeoutException("The signals were not kept within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Overloaded("The node stops");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new CompletionException(failed.getCause());
        }
    }
}
