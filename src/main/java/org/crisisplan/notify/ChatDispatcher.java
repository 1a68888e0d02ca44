package org.crisisplan.notify;

import java.time.Clock;
import java.util.Optional;
import org.crisisplan.engine.PeriodicWorkers;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.notify.chat.ChatRooms;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends what waits for the chat rooms, a room after its own time: one that hangs holds one thread, and neither the other rooms nor any
 * mail. Several nodes share the work.
 */
@Component
class ChatDispatcher implements SmartLifecycle {

    private final DeliverMail deliverMail;
    private final DeliveryRepository deliveries;
    private final ChatRooms rooms;
    private final UndeliveredMails undelivered;
    private final SendMail sendMail;
    private final SafeMode safeMode;
    private final NotifySettings settings;
    private final Clock clock;
    private final PeriodicWorkers workers;

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
        this.workers = new PeriodicWorkers("chat", settings.sendWithin(), this::look);
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
    public void start() {
        // with none configured there is nothing to look for
        if (settings.backgroundEnabled() && rooms.isAny()) {
            workers.start();
        }
    }

    private void look(PeriodicWorkers free) {
        if (safeMode.isOn()) {
            return;
        }
        deliveries.roomsWithDueMessages(clock.instant()).forEach(room -> free.work(room, () -> sendDue(room)));
        if (!safeMode.isCollecting()) {
            deliveries.letRoomsGo();
        }
        if (!sendMail.isPossible()) {
            // with a mail server it is told with the mails that failed
            undelivered.tell();
        }
    }

    @Override
    public void stop() {
        workers.stop();
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }
}
