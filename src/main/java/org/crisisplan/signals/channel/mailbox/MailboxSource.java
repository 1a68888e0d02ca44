package org.crisisplan.signals.channel.mailbox;

import java.time.Clock;
import java.util.List;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.source.PolledSources;
import org.crisisplan.signals.watchlist.WatchList;
import org.springframework.stereotype.Component;

/** The mailbox, if it is switched on. */
@Component
class MailboxSource implements PolledSources {

    private final List<PolledSource> all;

    MailboxSource(MailboxSettings settings, WatchList watchList, Signals signals, Clock clock) {
        all = settings.enabled() ? List.of(new Mailbox(settings, watchList, signals, clock)) : List.of();
    }

    @Override
    public List<PolledSource> all() {
        return all;
    }
}
