package org.crisisplan.mailing;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The audiences that there are, by their names. */
@Component
class MailingSources {

    private final ObjectProvider<MailingSource> beans;

    MailingSources(ObjectProvider<MailingSource> beans) {
        // asked for when a mailing is at work: sources open mailings themselves
        this.beans = beans;
    }

    MailingSource of(Mailing mailing) {
        Map<String, MailingSource> byName =
                beans.stream().collect(Collectors.toMap(MailingSource::name, Function.identity()));
        MailingSource source = byName.get(mailing.source());
        if (source == null) {
            throw new IllegalStateException("Mailing %d goes to '%s', and there are only %s"
                    .formatted(mailing.id(), mailing.source(), List.copyOf(byName.keySet())));
        }
        return source;
    }
}
