package org.crisisplan.signals.channel.logs;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request in an access log of the combined format; the common format is understood as well. Read by hand and not by a regular
 * expression, as attackers write parts of it.
 *
 * @param visitor a number that tells addresses apart; it is never kept
 * @param minute since 1970
 * @param seconds how long it took, where nginx's {@code $request_time} stands behind the rest
 */
record AccessLine(
        long visitor,
        long minute,
        String method,
        String path,
        int status,
        @Nullable Double seconds) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);
    private static final int LENGTH_OF_TIME = "23/Nov/2026:08:15:42 +0800".length();
    private static final Pattern PAGE = Pattern.compile("|x?html?|php|jsp|aspx?|do|action", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
    private static final int LONGEST_PATH = 2_000;

    boolean isServersFault() {
        return status >= 500;
    }

    /** A page that somebody waits for, not one of its parts. */
    boolean isPage() {
        int query = path.indexOf('?');
        String plain = query < 0 ? path : path.substring(0, query);
        int dot = plain.lastIndexOf('.');
        String extension = dot > plain.lastIndexOf('/') ? plain.substring(dot + 1) : "";
        return method.equals("GET") && PAGE.matcher(extension).matches();
    }

    /** @return empty when the line is none of an access log */
    static Optional<AccessLine> read(String line) {
        int addressEnd = line.indexOf(' ');
        int timeBegin = line.indexOf('[') + 1;
        int timeEnd = line.indexOf(']', timeBegin);
        if (addressEnd < 1 || timeBegin < addressEnd || timeEnd - timeBegin != LENGTH_OF_TIME) {
            return Optional.empty();
        }
        int requestBegin = line.indexOf('"', timeEnd) + 1;
        int requestEnd = requestBegin == 0 ? -1 : endOfQuoted(line, requestBegin);
        if (requestEnd < 0 || line.length() < requestEnd + 5 || line.charAt(requestEnd + 1) != ' ') {
            return Optional.empty();
        }
        int status = number(line, requestEnd + 2);
        if (status < 100 || status > 599) {
            return Optional.empty();
        }
        try {
            long minute = Math.floorDiv(
                    OffsetDateTime.parse(line.substring(timeBegin, timeEnd), TIME)
                            .toEpochSecond(),
                    60L);
            String[] request = line.substring(requestBegin, Math.min(requestEnd, requestBegin + LONGEST_PATH))
                    .split(" ", 3);
            return Optional.of(new AccessLine(
                    hash(line, addressEnd),
                    minute,
                    request[0],
                    request.length > 1 ? request[1] : "",
                    status,
                    seconds(line, requestEnd + 5)));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Apache writes a quotation mark within as \", nginx as \x22. */
    private static int endOfQuoted(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    private static int number(String line, int at) {
        int number = 0;
        for (int i = at; i < at + 3; i++) {
            char digit = line.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return line.length() == at + 3 || line.charAt(at + 3) == ' ' ? number : -1;
    }

    /** The first number behind the two quoted fields, referer and browser. */
    private static @Nullable Double seconds(String line, int from) {
        int at = from;
        for (int quoted = 0; quoted < 2; quoted++) {
            int begin = line.indexOf('"', at) + 1;
            at = begin == 0 ? -1 : endOfQuoted(line, begin) + 1;
            if (at < 1) {
                return null;
            }
        }
        for (String word : line.substring(at).strip().split(" ", 4)) {
            if (SECONDS.matcher(word).matches()) {
                return Double.valueOf(word);
            }
        }
        return null;
    }

    /** 64 bits tell a million addresses apart well enough to count them. */
    private static long hash(String line, int length) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ line.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ hash >>> 32;
    }
}
