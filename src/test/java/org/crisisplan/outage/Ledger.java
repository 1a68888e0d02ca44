package org.crisisplan.outage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What callers of a node were answered, kept outside of it: only this says what the node has promised. What was sent and not answered
 * may have happened or not.
 */
class Ledger {

    /** Signals, by what they are about; each was sent again until it was accepted. */
    final Map<String, Set<String>> acceptedSignals = new ConcurrentHashMap<>();

    /** The subjects of alerts, each of which is a crisis. */
    final Set<String> alerted = ConcurrentHashMap.newKeySet();

    /** Titles of the crises that were reported, by the numbers that were answered. */
    final Map<String, String> titleOfNumber = new ConcurrentHashMap<>();

    /** All titles that were sent, each once. */
    final Set<String> sentTitles = ConcurrentHashMap.newKeySet();

    /** Numbers that two callers were told. */
    final Set<String> toldTwice = ConcurrentHashMap.newKeySet();

    /** The fact that was told last about a crisis and was answered. */
    final Map<String, Integer> facts = new ConcurrentHashMap<>();

    final Set<String> completedTasks = ConcurrentHashMap.newKeySet();

    /** Tasks to approve a statement that somebody sent, answered or not. */
    final Set<String> sentApprovals = ConcurrentHashMap.newKeySet();

    /** How many answers had which status. */
    final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

    /** From each kill to the first answer that accepted something. */
    final List<Duration> recoveries = Collections.synchronizedList(new ArrayList<>());

    /** Mails that came more than once under one id. */
    int repeatedMails;

    private final AtomicInteger last = new AtomicInteger();

    int next() {
        return last.incrementAndGet();
    }

    void accepted(String subject, List<String> ids) {
        acceptedSignals
                .computeIfAbsent(subject, missing -> ConcurrentHashMap.newKeySet())
                .addAll(ids);
    }

    void told(String number, String title) {
        if (titleOfNumber.put(number, title) != null) {
            toldTwice.add(number);
        }
    }

    int signals() {
        return acceptedSignals.values().stream().mapToInt(Set::size).sum();
    }
}
