package org.crisisplan.publish;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.crisisplan.engine.PeriodicTask;
import org.crisisplan.engine.SafeMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has posts sent, each channel by itself: one that hangs holds one thread, and neither another channel nor the engine. Several nodes
 * share the work. With no channel configured it does nothing.
 */
@Component
class ChannelDispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelDispatcher.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Channels channels;
    private final SendPosts sendPosts;
    private final SafeMode safeMode;
    private final ChannelSettings settings;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private @Nullable ExecutorService threads;
    private @Nullable PeriodicTask looking;

    ChannelDispatcher(Channels channels, SendPosts sendPosts, SafeMode safeMode, ChannelSettings settings) {
        this.channels = channels;
        this.sendPosts = sendPosts;
        this.safeMode = safeMode;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (channels.ofOthers().isEmpty() || threads != null) {
            return;
        }
        ExecutorService workers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "channel");
            thread.setDaemon(true);
            return thread;
        });
        threads = workers;
        looking = new PeriodicTask("channel-dispatcher", BETWEEN_LOOKS, () -> look(workers));
        looking.start();
    }

    private void look(ExecutorService workers) {
        if (safeMode.isOn()) {
            return;
        }
        for (PublicChannel channel : channels.ofOthers()) {
            if (busy.add(channel.name())) {
                workers.execute(() -> work(channel));
            }
        }
        sendPosts.tell();
    }

    private void work(PublicChannel channel) {
        try {
            while (!safeMode.isOn() && sendPosts.sendNext(channel)) {
                // until nothing is due
            }
        } catch (RuntimeException fault) {
            LOG.error("What waits for the channel {} is tried again later", channel.name(), fault);
        } finally {
            busy.remove(channel.name());
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
                if (!running.awaitTermination(settings.answerWithin().toSeconds(), TimeUnit.SECONDS)) {
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
