package org.crisisplan.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps a fault that comes again and again from flooding the log: its stack trace stands there once, a few more of its kind in a line
 * each, and what comes then is counted and told once a minute. Nothing below a warning is touched. Stands in {@code
 * logback-spring.xml}.
 */
public class RepeatedFaults extends TurboFilter {

    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    /** After so long without a fault of the kind its stack trace is worth reading again. */
    private static final long FORGOTTEN = TimeUnit.MINUTES.toNanos(10);

    private static final int SECONDS_BETWEEN_LOOKS = 5;
    private static final int LINES_WITH_FAULT = 3;
    private static final int LINES_WITHOUT = 10;
    private static final int MOST_KINDS = 500;
    private static final int LONGEST = 500;
    private static final int DEEPEST = 20;

    private final LongSupplier nanos;
    private final Set<String> untouched = ConcurrentHashMap.newKeySet();
    private final Map<String, Kind> kinds = new LinkedHashMap<>(64, 0.75f, true);
    private final ThreadLocal<Boolean> speaking = ThreadLocal.withInitial(() -> false);
    private @Nullable ScheduledFuture<?> looking;

    public RepeatedFaults() {
        this(System::nanoTime);
    }

    RepeatedFaults(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Faults of one kind. */
    private static final class Kind {

        private final Logger logger;
        private final Level level;
        private String example = "";
        private long windowBegan;
        private long last;
        private int told;
        private int most;
        private int withheld;

        Kind(Logger logger, Level level, int most, long now) {
            this.logger = logger;
            this.level = level;
            this.most = most;
            this.windowBegan = now;
            this.last = now;
        }
    }

    /** What is withheld of a kind, to be told. */
    private record Summary(Logger logger, Level level, int withheld, String example) {}

    /** A logger each of whose lines counts, such as refused logins. */
    public void addUntouched(String logger) {
        untouched.add(logger);
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable fault) {
        // without words it is only asked whether the level is on
        if (format == null
                || !level.isGreaterOrEqual(Level.WARN)
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())
                || speaking.get()
                || untouched.contains(logger.getName())) {
            return FilterReply.NEUTRAL;
        }
        Throwable thrown = fault == null ? last(params) : fault;
        String line;
        synchronized (kinds) {
            Kind known = kinds.get(key(logger, level, format, thrown));
            Kind kind = known == null ? begin(logger, level, format, thrown) : known;
            kind.last = nanos.getAsLong();
            if (kind.told >= kind.most) {
                kind.withheld++;
                return FilterReply.DENY;
            }
            kind.told++;
            line = shortened(MessageFormatter.arrayFormat(format, params).getMessage());
            kind.example = line;
            if (thrown == null || known == null) {
                return FilterReply.NEUTRAL;
            }
        }
        speak(logger, level, line + " — " + shortened(thrown.toString()) + " (stack trace as before)");
        return FilterReply.DENY;
    }

    private Kind begin(Logger logger, Level level, String format, @Nullable Throwable thrown) {
        var kind = new Kind(logger, level, thrown == null ? LINES_WITHOUT : LINES_WITH_FAULT, nanos.getAsLong());
        kinds.put(key(logger, level, format, thrown), kind);
        if (kinds.size() > MOST_KINDS) {
            Iterator<Kind> eldest = kinds.values().iterator();
            eldest.next();
            eldest.remove();
        }
        return kind;
    }

    /** With a fault its kind counts, and where it came from, whatever the message adds to it. */
    private static String key(Logger logger, Level level, String format, @Nullable Throwable thrown) {
        return logger.getName() + '|' + level + '|' + (thrown == null ? format : kind(thrown));
    }

    private static String kind(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; depth < DEEPEST && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        return thrown.getClass().getName()
                + '|'
                + root.getClass().getName()
                + '|'
                + (trace.length == 0 ? "" : trace[0]);
    }

    private static @Nullable Throwable last(Object @Nullable [] params) {
        return params != null && params.length > 0 && params[params.length - 1] instanceof Throwable thrown
                ? thrown
                : null;
    }

    /** Tells what was withheld in windows that are over, and begins new ones. */
    void look() {
        List<Summary> summaries = new ArrayList<>();
        synchronized (kinds) {
            long now = nanos.getAsLong();
            for (Iterator<Kind> all = kinds.values().iterator(); all.hasNext(); ) {
                Kind kind = all.next();
                if (now - kind.windowBegan >= WINDOW) {
                    if (kind.withheld > 0) {
                        summaries.add(new Summary(kind.logger, kind.level, kind.withheld, kind.example));
                        // while it goes on, one line in a minute and the count of the others
                        kind.most = 1;
                    }
                    kind.windowBegan = now;
                    kind.told = 0;
                    kind.withheld = 0;
                }
                if (now - kind.last >= FORGOTTEN) {
                    all.remove();
                }
            }
        }
        summaries.forEach(one -> speak(
                one.logger(),
                one.level(),
                "%d more like this in the last minute: %s".formatted(one.withheld(), one.example())));
    }

    private void speak(Logger logger, Level level, String line) {
        speaking.set(true);
        try {
            logger.log(
                    null,
                    Logger.class.getName(),
                    Level.toLocationAwareLoggerInteger(level),
                    "{}",
                    new Object[] {line},
                    null);
        } finally {
            speaking.remove();
        }
    }

    private static String shortened(@Nullable String text) {
        String known = String.valueOf(text);
        return known.length() <= LONGEST ? known : known.substring(0, LONGEST) + "…";
    }

    @Override
    public void start() {
        super.start();
        if (getContext() != null) {
            looking = getContext()
                    .getScheduledExecutorService()
                    .scheduleWithFixedDelay(this::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void stop() {
        super.stop();
        if (looking != null) {
            looking.cancel(false);
            looking = null;
        }
    }
}
