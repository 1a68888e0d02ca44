package org.crisisplan.audit.report;

import java.util.Locale;
import org.springframework.context.MessageSource;

/**
 * A value in a question that cannot be read.
 *
 * @param field the parameter
 * @param key the end of the message {@code audit.wrong.}, which says what to write instead
 * @param value what was sent
 */
public record Wrong(String field, String key, String value) {

    String sentence(MessageSource messages, Locale language) {
        return messages.getMessage("audit.wrong." + key, new Object[] {value}, language);
    }
}
