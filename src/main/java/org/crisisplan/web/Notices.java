package org.crisisplan.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * What analysts and administrators must know about this node and read on top of every page: it runs, but not with what it was given.
 * Each subject has one notice at a time.
 */
@Component("notices")
public class Notices {

    private final Map<String, Notice> bySubject = new TreeMap<>();

    /**
     * Something that did not go as wanted.
     *
     * @param subject what it is about; the text of the page is the message {@code web.notice.} and this word
     * @param about what the text names, such as a folder
     * @param details one line for each thing to put right
     */
    public record Notice(String subject, String about, List<String> details) {

        private static final int MOST = 30;

        public List<String> shown() {
            return details.stream().limit(MOST).toList();
        }

        public int more() {
            return Math.max(0, details.size() - MOST);
        }
    }

    public synchronized void say(Notice notice) {
        bySubject.put(notice.subject(), notice);
    }

    public synchronized void settled(String subject) {
        bySubject.remove(subject);
    }

    public synchronized Optional<Notice> about(String subject) {
        return Optional.ofNullable(bySubject.get(subject));
    }

    public synchronized List<Notice> all() {
        return List.copyOf(bySubject.values());
    }
}
