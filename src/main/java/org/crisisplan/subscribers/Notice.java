package org.crisisplan.subscribers;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * To whom something is told.
 *
 * @param key of the mailing that says it; never given twice
 * @param crisis its number; null for maintenance
 * @param everybody whatever they chose
 * @param components whose subscribers are told, if not everybody
 */
record Notice(String key, @Nullable String crisis, boolean everybody, SortedSet<String> components) {

    boolean concerns(Choice choice) {
        return everybody || choice.all() || choice.components().stream().anyMatch(components::contains);
    }
}
