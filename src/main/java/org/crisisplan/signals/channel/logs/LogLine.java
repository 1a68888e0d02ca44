package org.crisisplan.signals.channel.logs;

import java.nio.charset.StandardCharsets;

/**
 * One line, without its end.
 *
 * @param begins where it stands
 */
record LogLine(byte[] bytes, Place begins) {

    /** What is no UTF-8 shows as '�'. */
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
