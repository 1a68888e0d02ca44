package org.crisisplan.signals.channel.logs;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;
import org.crisisplan.signals.Signal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which logs are followed.
 *
 * @param files by the names that their signals carry; none are followed until some are named. A log that lies on one node only needs
 *     a name that no other node uses.
 * @param every so often it is looked whether they grew
 */
@ConfigurationProperties("crisis-plan.signals.logs")
record LogSettings(
        @DefaultValue Map<String, LogFile> files,
        @DefaultValue("5s") Duration every) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");

    LogSettings {
        files.keySet().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "crisis-plan.signals.logs.files." + name + ": a name is small letters, digits and '-'");
                });
        if (every.compareTo(Duration.ofMillis(100)) < 0 || every.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("crisis-plan.signals.logs.every must be from 100ms to 5m");
        }
    }

    /** How a log is written. */
    enum Form {
        /** The combined format of nginx and Apache, with nginx's {@code $request_time} behind it where there is one. */
        ACCESS,
        /** JSON of ModSecurity 3, one transaction in a line. */
        MODSECURITY
    }

    /**
     * One log.
     *
     * @param path of the file that is being written; rotated ones are looked for beside it
     * @param subject what its signals are about
     * @param leakSubject what signals of answers that leak data are about
     * @param zone of moments that are written without one; the machine's if none is named
     * @param fromStart whether what already stands in the log counts when it is followed for the first time
     * @param silentAfter when nothing is added for so long, that is a signal; an hour for an access log, never for an audit log, if
     *     not said
     * @param leastRequests shares and times are only told of minutes with so many requests: of two requests one error is no half of
     *     the site
     * @param surgeFrom requests in a minute below which more than usual is no surge
     */
    record LogFile(
            Path path,
            Form form,
            @DefaultValue("site") String subject,
            @DefaultValue("user-data") String leakSubject,
            @Nullable ZoneId zone,
            @DefaultValue("false") boolean fromStart,
            @Nullable Duration silentAfter,
            @DefaultValue("20") int leastRequests,
            @DefaultValue("1000") int surgeFrom) {

        LogFile {
            if (path == null || form == null) {
                throw new IllegalArgumentException(
                        "Each of crisis-plan.signals.logs.files needs a path, and a form that is access or modsecurity");
            }
            if (!subject.equals(Signal.subjectOf(subject)) || !leakSubject.equals(Signal.subjectOf(leakSubject))) {
                throw new IllegalArgumentException(
                        "A subject in crisis-plan.signals.logs.files must be words of small letters and digits, joined by '-'");
            }
            if (leastRequests < 1 || surgeFrom < 1) {
                throw new IllegalArgumentException(
                        "least-requests and surge-from in crisis-plan.signals.logs.files must be at least 1");
            }
        }

        ZoneId zoneOrOurs() {
            return zone == null ? ZoneId.systemDefault() : zone;
        }
    }
}
