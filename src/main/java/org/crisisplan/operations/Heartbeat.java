package org.crisisplan.operations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crisisplan.engine.PeriodicTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Calls an address again and again as long as the database answers and this node takes jobs. Whoever listens there tells people when
 * the calls stay away, which this node cannot do when it stands still. It asks by itself and not as connectors do: the operator named
 * the address, which may well be in the own network.
 */
@Component
class Heartbeat implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Longer than the longest pause between two acquisitions on a node with nothing to do. */
    private static final Duration ACQUIRED_WITHIN = Duration.ofSeconds(60);

    private final HeartbeatSettings settings;
    private final DatabaseProbe database;
    private final JobExecutorWatch jobs;
    private @Nullable PeriodicTask beating;
    private boolean unheard;

    Heartbeat(HeartbeatSettings settings, DatabaseProbe database, JobExecutorWatch jobs) {
        this.settings = settings;
        this.database = database;
        this.jobs = jobs;
    }

    @Override
    public synchronized void start() {
        URI url = settings.url();
        if (url == null) {
            return;
        }
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(LONGEST)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        Duration every = settings.every();
        Duration first = every.compareTo(LONGEST) < 0 ? every : LONGEST;
        beating = new PeriodicTask("heartbeat", first, every, () -> beat(client, url));
        beating.start();
    }

    private void beat(HttpClient client, URI url) {
        if (!isWell()) {
            return;
        }
        var request = HttpRequest.newBuilder(url)
                .timeout(LONGEST)
                .header("User-Agent", "crisis-plan")
                .build();
        CompletableFuture<Integer> answer =
                client.sendAsync(request, BodyHandlers.discarding()).thenApply(response -> response.statusCode());
        try {
            // the request's own limit ends with the headers
            int status = answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (status >= 400) {
                throw new IOException("status " + status);
            }
            heard(url);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException fault) {
            answer.cancel(true);
            unheard(url, fault);
        }
    }

    private boolean isWell() {
        return database.answersWithin(DatabaseProbe.PATIENCE) && jobs.acquiredWithin(ACQUIRED_WITHIN);
    }

    private void heard(URI url) {
        if (unheard) {
            LOG.info("The heartbeat is heard again by '{}'.", url.getHost());
        }
        unheard = false;
    }

    private void unheard(URI url, Exception fault) {
        if (!unheard) {
            LOG.warn(
                    "The heartbeat is not heard by '{}' and goes on every {} s: {}",
                    url.getHost(),
                    settings.every().toSeconds(),
                    fault.getCause() == null
                            ? fault.toString()
                            : fault.getCause().toString());
        }
        unheard = true;
    }

    @Override
    public synchronized void stop() {
        if (beating != null) {
            beating.stop();
            beating = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return beating != null;
    }
}
