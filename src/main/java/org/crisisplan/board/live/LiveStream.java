package org.crisisplan.board.live;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One open page that wants to hear when something happened. What it hears is a number; what happened it asks for itself. */
final class LiveStream {

    private final SseEmitter emitter = new SseEmitter(0L);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final @Nullable String number;
    private final @Nullable HttpSession session;
    private volatile String told = "";
    private volatile long heardAt;

    /**
     * @param number of the crisis; null for all that are open
     * @param session ends with the login
     */
    LiveStream(@Nullable String number, @Nullable HttpSession session) {
        this.number = number;
        this.session = session;
    }

    SseEmitter emitter() {
        return emitter;
    }

    @Nullable String number() {
        return number;
    }

    boolean isOf(@Nullable HttpSession other) {
        return session != null && other != null && session.getId().equals(other.getId());
    }

    /** Whether somebody logged out, or did nothing for too long. */
    boolean isOver() {
        try {
            return session != null && session.getCreationTime() < 0;
        } catch (IllegalStateException ended) {
            return true;
        }
    }

    boolean wantsToHear(String news) {
        return !news.equals(told);
    }

    boolean isQuietSince(long moment) {
        return heardAt < moment;
    }

    /** Takes it for one sender; a page that is slow to take what was sent last gets the newest when it has. */
    boolean begin() {
        return busy.compareAndSet(false, true);
    }

    /** @return false if nobody is there any more */
    boolean send(SseEmitter.SseEventBuilder event, @Nullable String news, long moment) {
        try {
            emitter.send(event);
            heardAt = moment;
            if (news != null) {
                told = news;
            }
            return true;
        } catch (IOException | IllegalStateException gone) {
            return false;
        } finally {
            busy.set(false);
        }
    }
}
