package org.crisisplan.publish;

import org.crisisplan.engine.PeriodicWorkers;
import org.crisisplan.engine.SafeMode;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has posts sent, each channel by itself: one that hangs holds one thread, and neither another channel nor the engine. Several nodes
 * share the work. With no channel configured it does nothing.
 */
@Component
class ChannelDispatcher implements SmartLifecycle {

    private final Channels channels;
    private final SendPosts sendPosts;
    private final SafeMode safeMode;
    private final PeriodicWorkers workers;

    ChannelDispatcher(Channels channels, SendPosts sendPosts, SafeMode safeMode, ChannelSettings settings) {
        this.channels = channels;
        this.sendPosts = sendPosts;
        this.safeMode = safeMode;
        this.workers = new PeriodicWorkers("channel", settings.answerWithin(), this::look);
    }

    @Override
    public void start() {
        if (!channels.ofOthers().isEmpty()) {
            workers.start();
        }
    }

    private void look(PeriodicWorkers free) {
        if (safeMode.isOn()) {
            return;
        }
        channels.ofOthers().forEach(channel -> free.work(channel.name(), () -> sendDue(channel)));
        sendPosts.tell();
    }

    private void sendDue(PublicChannel channel) {
        while (!safeMode.isOn() && sendPosts.sendNext(channel)) {
            // until nothing is due
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
