package org.crisisplan.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Something kept for each of a limited number of keys; the one that was not asked for longest is forgotten first. */
public class LruCache<K, V> {

    private final Map<K, V> kept;

    public LruCache(int most) {
        this.kept = new LinkedHashMap<>(16, .75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** What is kept for the key, made anew if it was never made or is forgotten. */
    public synchronized V of(K key, Function<K, V> first) {
        return kept.computeIfAbsent(key, first);
    }
}
