package org.crisisplan.signals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** A bean that understands what one kind of sender posts to {@code /api/signals/{source}}. */
public interface SourceFormat {

    /** The word that chooses it in {@code crisis-plan.signals.sources.<name>.format}. */
    String name();

    /**
     * @param source the configured name, which the signals must carry
     * @param body as it was sent, not compressed, at most 256 KiB
     * @return what it says; nothing at all is a valid answer
     * @throws InvalidSignal when it cannot be understood; the sender is told the place
     */
    List<Signal> read(String source, byte[] body, @Nullable MediaType contentType);
}
