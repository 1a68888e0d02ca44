package org.crisisplan.signals.channel.probe;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateExpiredException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.channel.probe.ProbeSettings.Page;
import org.crisisplan.signals.outbound.AddressRefused;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.outbound.OutboundHttpClient.Request;
import org.crisisplan.signals.outbound.OutboundHttpClient.Response;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.source.SourceState;
import org.jspecify.annotations.Nullable;

/**
 * One page that is asked. That it does not answer is what is looked for, and so a signal and no fault of the source; a fault is an
 * address that may not be asked, and a network of ours that reaches nobody.
 */
class Probe implements PolledSource {

    private static final String UNREACHABLE = "unreachable";
    private static final String DOWN = "down";
    private static final String UP = "up";
    private static final int MOST_BYTES = 20 * 1024 * 1024;
    private static final Duration FOR_THE_REST = Duration.ofSeconds(30);

    private final String name;
    private final Page page;
    private final ProbeSettings settings;
    private final OutboundHttpClient outgoing;
    private final Signals signals;
    private final SourceState state;
    private final Clock clock;

    Probe(
            String name,
            Page page,
            ProbeSettings settings,
            OutboundHttpClient outgoing,
            Signals signals,
            SourceState state,
            Clock clock) {
        this.name = name;
        this.page = page;
        this.settings = settings;
        this.outgoing = outgoing;
        this.signals = signals;
        this.state = state;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration every() {
        return settings.every();
    }

    @Override
    public Duration longest() {
        return settings.timeout().multipliedBy(2).plus(FOR_THE_REST);
    }

    /** A page that is not even asked any more is noticed, too. */
    @Override
    public Duration silentAfter() {
        return settings.every().multipliedBy(5).plus(longest());
    }

    @Override
    public boolean poll() throws IOException {
        Instant now = clock.instant();
        List<Signal> found;
        try {
            found = found(ask(page.address()), now);
        } catch (AddressRefused notAsked) {
            throw notAsked;
        } catch (SSLException refused) {
            found = List.of(isExpired(refused) ? expired(now) : unreachable(now, why(refused)));
        } catch (IOException noAnswer) {
            found = List.of(unreachable(now, why(noAnswer)));
        }
        boolean isDown = found.stream().anyMatch(one -> UNREACHABLE.equals(one.metric()));
        if (isDown) {
            makeSureItIsNotOurs();
        }
        boolean wasDown = state.of(name).filter(DOWN::equals).isPresent();
        List<Signal> all = new ArrayList<>(found);
        if (wasDown && !isDown) {
            all.add(reachableAgain(now));
        }
        signals.accept(name, all);
        if (wasDown != isDown) {
            state.keep(name, isDown ? DOWN : UP);
        }
        return true;
    }

    /** Each time a connection of its own, as a visitor who comes for the first time. */
    private Response ask(URI address) throws IOException {
        return outgoing.ask(Request.get(address)
                .with("Connection", "close")
                .with("Cache-Control", "no-cache")
                .within(settings.timeout())
                .readingAtMost(MOST_BYTES));
    }

    private void makeSureItIsNotOurs() throws IOException {
        if (settings.reference() != null) {
            try {
                ask(settings.reference());
            } catch (AddressRefused notAsked) {
                throw notAsked;
            } catch (IOException ours) {
                throw new IOException(
                        "Neither the page nor %s answers: our own network is at fault, so nothing is known of the page"
                                .formatted(settings.reference().getHost()),
                        ours);
            }
        }
    }

    private List<Signal> found(Response answer, Instant now) {
        List<Signal> found = new ArrayList<>();
        found.add(figure(now, "http_status", answer.status(), "Answers with status " + answer.status()));
        if (answer.status() >= 500) {
            found.add(unreachable(now, "answers with status " + answer.status()));
        } else {
            double seconds = answer.took().toNanos() / 1e9;
            found.add(figure(
                    now, "page_load_seconds", seconds, String.format(Locale.ROOT, "Loads within %.2f s", seconds)));
        }
        if (answer.certificateUntil() != null) {
            double days = Duration.between(now, answer.certificateUntil()).toMinutes() / 1440.0;
            found.add(figure(now, "certificate_days", days, "The certificate ends at " + answer.certificateUntil()));
        }
        return found;
    }

    private static boolean isExpired(SSLException refused) {
        Throwable cause = refused;
        while (cause != null && !(cause instanceof CertificateExpiredException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private Signal expired(Instant now) {
        return figure(now, "certificate_days", 0, "The certificate has expired: browsers warn of the page");
    }

    private Signal unreachable(Instant now, String why) {
        return signal(now, UNREACHABLE, 1.0, page.address().getHost() + " " + why, Severity.CRITICAL, false);
    }

    private Signal reachableAgain(Instant now) {
        return signal(now, UNREACHABLE, null, page.address().getHost() + " answers again", null, true);
    }

    /** Words of our own: what others put into an exception may be long, and of anybody. */
    private static String why(IOException fault) {
        String message = fault.getMessage() == null ? "" : ": " + fault.getMessage();
        String words = "does not answer (" + fault.getClass().getSimpleName() + message;
        return (words.length() > 300 ? words.substring(0, 300) : words) + ")";
    }

    private Signal figure(Instant now, String metric, double value, String words) {
        return signal(now, metric, value, words, null, false);
    }

    private Signal signal(
            Instant now,
            String metric,
            @Nullable Double value,
            String words,
            @Nullable Severity severity,
            boolean resolved) {
        return new Signal(
                name,
                metric + " " + now + (resolved ? " over" : ""),
                Kind.METRIC,
                page.subject(),
                metric,
                value,
                words,
                page.address().toString(),
                null,
                null,
                null,
                severity,
                resolved,
                now);
    }
}
