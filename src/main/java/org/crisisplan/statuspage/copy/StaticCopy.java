package org.crisisplan.statuspage.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.crisisplan.engine.PeriodicTask;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.site.SiteComponent;
import org.crisisplan.statuspage.StatusCache;
import org.crisisplan.statuspage.StatusPost;
import org.crisisplan.statuspage.StatusSnapshot;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;

/**
 * Keeps the copy up to date: on each change, and now and then without one. It looks at what the public page shows, so it knows what
 * other nodes publish, and a place that does not answer holds up nothing but itself.
 */
@Component
class StaticCopy implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StaticCopy.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final String SUBJECT = "status-copy";

    private final Supplier<StatusSnapshot> state;
    private final CopyFiles files;
    private final CopySettings settings;
    private final Notices notices;
    private final List<Kept> places = new ArrayList<>();
    private final List<PeriodicTask> tasks = new ArrayList<>();

    @Autowired
    StaticCopy(StatusCache state, CopyFiles files, CopySettings settings, Notices notices) {
        this(state::snapshot, files, settings, notices);
    }

    StaticCopy(Supplier<StatusSnapshot> state, CopyFiles files, CopySettings settings, Notices notices) {
        this.state = state;
        this.files = files;
        this.settings = settings;
        this.notices = notices;
        if (!settings.folder().isBlank()) {
            places.add(new Kept(new CopyFolder(Path.of(settings.folder()))));
        }
        if (settings.put() != null) {
            places.add(new Kept(new CopyHost(settings)));
        }
        places.forEach(kept -> tasks.add(new PeriodicTask("status-copy", BETWEEN_LOOKS, () -> bringUpToDate(kept))));
    }

    /** What readers see; when it was seen is not part of it. */
    private record Shown(
            List<StatusPost> posts,
            List<SiteComponent> components,
            List<MaintenanceWindow> active,
            List<MaintenanceWindow> ahead) {

        static Shown by(StatusSnapshot snapshot) {
            return new Shown(snapshot.posts(), snapshot.components(), snapshot.active(), snapshot.ahead());
        }
    }

    /** A place, and what is there. */
    private static class Kept {

        private final CopyPlace place;
        private final Map<String, String> hashes = new HashMap<>();
        private Shown shown = new Shown(List.of(), List.of(), List.of(), List.of());
        private Instant asOf = Instant.EPOCH;
        private String fault = "";

        Kept(CopyPlace place) {
            this.place = place;
        }
    }

    private void bringUpToDate(Kept kept) {
        StatusSnapshot snapshot = state.get();
        Shown shown = Shown.by(snapshot);
        boolean due = snapshot.asOf().isAfter(kept.asOf.plus(settings.every()));
        // a state that could not be refreshed is not written as if it were new
        if (snapshot.asOf().equals(Instant.EPOCH) || !due && shown.equals(kept.shown)) {
            return;
        }
        try {
            write(kept, snapshot);
            kept.shown = shown;
            kept.asOf = snapshot.asOf();
            settled(kept);
        } catch (IOException failed) {
            failed(kept, failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Kept kept, StatusSnapshot snapshot) throws IOException, InterruptedException {
        for (CopyFile file : files.of(snapshot)) {
            String hash = DigestUtils.md5DigestAsHex(file.content());
            if (!hash.equals(kept.hashes.get(file.path()))) {
                kept.place.put(file);
                kept.hashes.put(file.path(), hash);
            }
        }
    }

    private void settled(Kept kept) {
        if (!kept.fault.isEmpty()) {
            kept.fault = "";
            LOG.info("The copy of the public page at {} is up to date again.", kept.place.name());
            tell();
        }
    }

    private void failed(Kept kept, IOException failed) {
        String fault = kept.place.name() + ": " + failed;
        if (kept.fault.isEmpty()) {
            LOG.warn(
                    "The copy of the public page at {} cannot be written and stays as of {}; it is tried again.",
                    kept.place.name(),
                    kept.asOf,
                    failed);
        }
        kept.fault = fault;
        tell();
    }

    private synchronized void tell() {
        List<String> faults = places.stream()
                .map(kept -> kept.fault)
                .filter(fault -> !fault.isEmpty())
                .toList();
        if (faults.isEmpty()) {
            notices.settled(SUBJECT);
        } else {
            notices.say(new Notice(SUBJECT, String.valueOf(settings), faults));
        }
    }

    /** Writes what is due at all places now, as tests do it. */
    void now() {
        places.forEach(this::bringUpToDate);
    }

    @Override
    public void start() {
        tasks.forEach(PeriodicTask::start);
    }

    @Override
    public void stop() {
        tasks.forEach(PeriodicTask::stop);
    }

    @Override
    public boolean isRunning() {
        return tasks.stream().anyMatch(PeriodicTask::isRunning);
    }
}
