package org.crisisplan.board.live;

import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.crisisplan.crisis.record.RecordSearch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that something happened. One thread of this node looks at the newest acts for all of them, twice a second and only
 * while somebody listens, so that it sees what other nodes did as well; a few others send, so that a page that is slow to take its news
 * does not hold up the rest.
 */
@Component
class ActWatch implements SmartLifecycle {

    /** So many crises stand on the front page. */
    static final int OPEN_ONES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(ActWatch.class);
    private static final int MILLIS_BETWEEN_LOOKS = 500;
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int SENDERS = 4;
    private static final int MOST = 2000;
    private static final int MOST_OF_A_SESSION = 30;

    private final RecordSearch record;
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService looking;
    private @Nullable ExecutorService sending;
    private volatile boolean running;
    private boolean reachable = true;

    ActWatch(RecordSearch record) {
        this.record = record;
    }

    /**
     * @param number of the crisis; null for all that are open
     * @return nothing where no more can be served: such a page asks from time to time instead
     */
    @Nullable SseEmitter open(@Nullable String number, @Nullable HttpSession session) {
        if (!running
                || streams.size() >= MOST
                || streams.stream().filter(stream -> stream.isOf(session)).count() >= MOST_OF_A_SESSION) {
            return null;
        }
        LiveStream stream = new LiveStream(number, session);
        stream.emitter().onCompletion(() -> streams.remove(stream));
        stream.emitter().onTimeout(() -> streams.remove(stream));
        stream.emitter().onError(gone -> streams.remove(stream));
        streams.add(stream);
        return stream.emitter();
    }

    int listeners() {
        return streams.size();
    }

    private void look() {
        try {
            streams.stream().filter(LiveStream::isOver).forEach(this::end);
            if (!streams.isEmpty()) {
                tell(news());
            }
            reachable = true;
        } catch (RuntimeException unreachable) {
            // a fault that got out of here would end all further looks
            if (reachable) {
                LOG.warn("Open pages hear of nothing new until the database answers again", unreachable);
            }
            reachable = false;
        }
    }

    /** What is newest of each crisis that a page is about, and under the empty name of all that are open. */
    private Map<String, String> news() {
        Map<String, String> news = new TreeMap<>();
        Set<String> numbers = streams.stream()
                .map(LiveStream::number)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!numbers.isEmpty()) {
            record.newestActs(numbers).forEach((number, act) -> news.put(number, String.valueOf(act)));
        }
        if (streams.stream().anyMatch(stream -> stream.number() == null)) {
            news.put("", new TreeMap<>(record.newestActsOfOpen(OPEN_ONES)).toString());
        }
        return news;
    }

    private void tell(Map<String, String> news) {
        long now = System.nanoTime();
        for (LiveStream stream : streams) {
            String own = news.get(Objects.requireNonNullElse(stream.number(), ""));
            if (own != null && stream.wantsToHear(own)) {
                String said = stream.number() == null ? String.valueOf(own.hashCode()) : own;
                send(stream, SseEmitter.event().name("act").data(said), own, now);
            } else if (stream.isQuietSince(now - HEARTBEAT_NANOS)) {
                send(stream, SseEmitter.event().name("here").data(""), null, now);
            }
        }
    }

    private void send(LiveStream stream, SseEmitter.SseEventBuilder event, @Nullable String news, long now) {
        ExecutorService senders = sending;
        if (senders != null && stream.begin()) {
            senders.execute(() -> {
                if (!stream.send(event, news, now)) {
                    streams.remove(stream);
                }
            });
        }
    }

    private void end(LiveStream stream) {
        streams.remove(stream);
        stream.emitter().complete();
    }

    @Override
    public synchronized void start() {
        sending = Executors.newFixedThreadPool(SENDERS, named("live-send"));
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(named("live-look"));
        looks.scheduleWithFixedDelay(this::look, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        looking = looks;
        running = true;
    }

    /** Ends all streams at once: the pages come back to another node, and nobody waits for requests that never end. */
    @Override
    public synchronized void stop() {
        running = false;
        if (looking != null) {
            looking.shutdownNow();
            looking = null;
        }
        streams.forEach(this::end);
        if (sending != null) {
            sending.shutdown();
            sending = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the node has called itself unready, and before the web server waits for the requests that it has. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 512;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
