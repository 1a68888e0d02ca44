package org.crisisplan.statuspage;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is made of one snapshot, each page or file of it once, however many people read it.
 *
 * @param <K> what tells two of them apart
 */
public class WrittenOnce<K> {

    private volatile Written<K> written = new Written<>(null, new ConcurrentHashMap<>());

    private record Written<K>(@Nullable StatusSnapshot of, Map<K, byte[]> pages) {}

    public byte[] of(StatusSnapshot snapshot, K key, Supplier<byte[]> writing) {
        return pagesOf(snapshot).computeIfAbsent(key, missing -> writing.get());
    }

    // each look at the database makes another snapshot; which posts it holds need not be compared
    @SuppressWarnings("ReferenceEquality")
    private Map<K, byte[]> pagesOf(StatusSnapshot snapshot) {
        Written<K> now = written;
        if (now.of() != snapshot) {
            now = new Written<>(snapshot, new ConcurrentHashMap<>());
            written = now;
        }
        return now.pages();
    }
}
