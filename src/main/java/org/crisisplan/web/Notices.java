package org.crisisplan.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * What people must know about this node and read on top of every page: it runs, but not with what it was given, or something that
 * they count on does not work. Each subject has one notice at a time.
 */
@Component("notices")
public class Notices {

    private final Map<String, Notice> bySubject = new TreeMap<>();

    /**
     * Something that did not go as wanted.
     *
     * @param subject what it is about; the text of the page is the message {@code web.notice.} and this word
     * @param about what the text names, such as a folder
     * @param details one line for each thing to put right, or the word of one that pages have a text for: {@code web.notice.line.} and this word
     * @param forEverybody whether everybody who is logged in must know it, not only analysts and administrators
     */
    public record Notice(String subject, String about, List<String> details, boolean forEverybody) {

        private static final int MOST = 30;

        /** Something for those who can put it right: analysts and administrators. */
        public Notice(String subject, String about, List<String> details) {
            this(subject, about, details, false);
        }

        /** Something that changes what everybody has to do. */
        public static Notice forEverybody(String subject, String about, List<String> details) {
            return new Notice(subject, about, details, true);
        }

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

    /** What somebody reads who may or may not put right what was given to this node. */
    public synchronized List<Notice> of(boolean putsRight) {
        return bySubject.values().stream()
                .filter(notice -> putsRight || notice.forEverybody())
                .toList();
    }
}
