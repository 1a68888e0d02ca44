package org.crisisplan.web;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The body of one request on its way in. A read that has to wait takes one of the places for waiting, and none waits after the
 * deadline. It stands below everything that reads bodies: forms, uploads, JSON.
 */
class TimedBody implements InputBuffer {

    /** What is left unread when the answer is ready is still taken for so long, or its sender would not get to read the answer. */
    private static final Duration LEFTOVERS = Duration.ofSeconds(5);

    private final Request request;
    private final InputBuffer socket;
    private final WaitingPlaces places;
    private final ClientAddress from;
    private long deadline;
    private @Nullable HttpStatus refused;

    TimedBody(Request request, WaitingPlaces places, ClientAddress from, Duration within) {
        this.request = request;
        this.socket = request.getInputBuffer();
        this.places = places;
        this.from = from;
        this.deadline = System.nanoTime() + within.toNanos();
        request.setInputBuffer(this);
    }

    static boolean isIn(Request request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    @Override
    public int doRead(ApplicationBufferHandler into) throws IOException {
        if (System.nanoTime() - deadline >= 0) {
            throw tooSlow();
        }
        if (isHere() || request.isFinished()) {
            return socket.doRead(into);
        }
        if (!places.take(from)) {
            refused = HttpStatus.TOO_MANY_REQUESTS;
            throw new IOException("Too many bodies are on their way from " + from);
        }
        try {
            return socket.doRead(into);
        } catch (SocketTimeoutException nothingCame) {
            throw tooSlow();
        } finally {
            places.leave(from);
        }
    }

    /** Whether reading could begin; if not, nothing needs to be tried. */
    boolean canBegin() {
        if (isHere() || places.areThere(from)) {
            return true;
        }
        refused = HttpStatus.TOO_MANY_REQUESTS;
        return false;
    }

    /** Of a body in pieces, what is here may be half a piece. */
    private boolean isHere() {
        return socket.available() > 0 && request.getContentLengthLong() > 0;
    }

    @Override
    public int available() {
        return socket.available();
    }

    private SocketTimeoutException tooSlow() {
        refused = HttpStatus.REQUEST_TIMEOUT;
        return new SocketTimeoutException("The body did not arrive in time");
    }

    /** Why the rest was not waited for, if it was not. */
    @Nullable HttpStatus refused() {
        return refused;
    }

    /** Reads what nobody wanted to read, so that it does not hold up the next request; what takes long ends the connection. */
    void readLeftovers(long most) {
        deadline = Math.min(deadline, System.nanoTime() + LEFTOVERS.toNanos());
        var thrownAway = new Thrown();
        long read = 0;
        try {
            while (!request.isFinished()) {
                int got = doRead(thrownAway);
                read += got;
                if (got < 0) {
                    return;
                }
                if (read > most) {
                    close();
                    return;
                }
            }
        } catch (IOException notWaitedFor) {
            close();
        }
    }

    /** After this answer the connection is over. */
    void close() {
        request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    void giveBack() {
        request.setInputBuffer(socket);
    }

    /** Takes bytes and forgets them. */
    private static class Thrown implements ApplicationBufferHandler {

        private ByteBuffer bytes = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            bytes = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {
            // nothing is kept
        }
    }
}
