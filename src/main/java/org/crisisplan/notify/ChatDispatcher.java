package org.crisisplan.notify;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.crisisplan.engine.PeriodicTask;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.notify.chat.ChatRooms;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends what waits for the chat rooms, a room after its own time: one that hangs holds one thread, and neither the other rooms nor any
 * mail. Several nodes share the work.
 */
@Component
class ChatDispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ChatDispatcher.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final DeliverMail deliverMail;
    private final DeliveryRepository deliveries;
    private final ChatRooms rooms;
    private final UndeliveredMails undelivered;
    private final SendMail sendMail;
    private final SafeMode safeMode;
    private final NotifySettings settings;
    private final Clock clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private @Nullable ExecutorService threads;
    private @Nullable PeriodicTask looking;

    ChatDispatcher(
            DeliverMail deliverMail,
            DeliveryRepository deliveries,
            ChatRooms rooms,
            UndeliveredMails undelivered,
            SendMail sendMail,
            SafeMode safeMode,
            NotifySettings settings,
            Clock clock) {
        this.deliverMail = deliverMail;
        this.deliveries = deliveries;
        this.rooms = rooms;
        this.undelivered = undelivered;
        this.sendMail = sendMail;
        this.safeMode = safeMode;
        this.settings = settings;
        this.clock = clock;
    }

    /** Sends what is due now, one message after the other, in the thread that asks. */
    void sendDue() {
        deliveries.roomsWithDueMessages(clock.instant()).forEach(this::sendDue);
    }

    private void sendDue(String room) {
        while (!safeMode.isOn()) {
            Optional<Delivery> next = deliverMail.takeForRoom(room);
            if (next.isEmpty()) {
                return;
            }
            deliverMail.attempt(next.get());
        }
    }

    @Override
    public synchronized void start() {
        // with none configured there is nothing to look for
        if (!settings.backgroundEnabled() || !rooms.isAny() || threads != null) {
            return;
        }
        ExecutorService workers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "chat");
            thread.setDaemon(true);
            return thread;
        });
        threads = workers;
        looking = new PeriodicTask("chat-dispatcher", BETWEEN_LOOKS, () -> look(workers));
        looking.start();
    }

    private void look(ExecutorService workers) {
        if (safeMode.isOn()) {
            return;
        }
        for (String room : deliveries.roomsWithDueMessages(clock.instant())) {
            if (busy.add(room)) {
                workers.execute(() -> work(room));
            }
        }
        if (!safeMode.isCollecting()) {
            deliveries.letRoomsGo();
        }
        if (!sendMail.isPossible()) {
            // with a mail server it is told with the mails that failed
            undelivered.tell();
        }
    }

    private void work(String room) {
        try {
            sendDue(room);
        } catch (RuntimeException fault) {
            LOG.error("What waits for the chat room {} is tried again later", room, fault);
        } finally {
            busy.remove(room);
        }
    }

    @Override
    public synchronized void stop() {
        if (looking != null) {
            looking.stop();
            looking = null;
        }
        ExecutorService running = threads;
        if (running != null) {
            running.shutdown();
            try {
                if (!running.awaitTermination(settings.sendWithin().toSeconds(), TimeUnit.SECONDS)) {
                    running.shutdownNow();
                }
            } catch (InterruptedException hurried) {
                running.shutdownNow();
                Thread.currentThread().interrupt();
            }
            threads = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }
}
