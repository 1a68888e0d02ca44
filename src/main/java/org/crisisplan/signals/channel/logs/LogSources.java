package org.crisisplan.signals.channel.logs;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.channel.logs.LogSettings.LogFile;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.source.PolledSources;
import org.crisisplan.signals.source.SourceRepository;
import org.crisisplan.signals.source.SourceState;
import org.springframework.stereotype.Component;

/** The logs that are configured, each a source of its own. */
@Component
class LogSources implements PolledSources {

    /** Bytes: an audit log holds whole requests. */
    static final int LONGEST_LINE = 1024 * 1024;

    private static final long MOST_AT_A_TIME = 8L * 1024 * 1024;

    private final LogSettings settings;
    private final Signals signals;
    private final SourceState state;
    private final SourceRepository sources;
    private final Clock clock;

    LogSources(LogSettings settings, Signals signals, SourceState state, SourceRepository sources, Clock clock) {
        this.settings = settings;
        this.signals = signals;
        this.state = state;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public List<PolledSource> all() {
        return settings.files().entrySet().stream().map(this::followed).toList();
    }

    private PolledSource followed(Map.Entry<String, LogFile> file) {
        String name = file.getKey();
        LogFile log = file.getValue();
        return new FollowedLog(
                name,
                log,
                settings.every(),
                () -> new LogTail(log.path(), LONGEST_LINE, MOST_AT_A_TIME),
                memory -> switch (log.form()) {
                    case ACCESS -> new AccessLog(name, log, memory, clock);
                    case MODSECURITY -> new AuditLog(name, log, clock);
                },
                signals,
                state,
                sources);
    }
}
