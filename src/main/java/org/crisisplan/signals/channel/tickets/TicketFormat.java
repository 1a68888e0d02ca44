package org.crisisplan.signals.channel.tickets;

import java.util.ArrayList;
import java.util.List;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.SourceFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Tickets as JSON, one or an array of them, or as CSV. Either all tickets of a delivery are taken or none, and the answer says what
 * is wrong with each that is.
 */
@Component
class TicketFormat implements SourceFormat {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv");
    private static final int MOST_FAULTS = 20;

    private final TicketReading reading;

    TicketFormat(TicketReading reading) {
        this.reading = reading;
    }

    /** Tickets with the place where each stands: {@code line 3}, or {@code [2]}. */
    record Placed(String place, Ticket ticket) {}

    /** What one way of writing tickets down comes to: those that could be read, and what is wrong with the others. */
    record Delivered(List<Placed> tickets, List<InvalidSignal> faults) {}

    @Override
    public String name() {
        return "tickets";
    }

    @Override
    public List<Signal> read(String source, byte[] body, @Nullable MediaType contentType) {
        Delivered delivered = isCsv(contentType) ? TicketTable.read(body) : TicketJson.read(body);
        if (delivered.tickets().size() > Signals.MOST) {
            throw new InvalidSignal("body", "must not hold more than " + Signals.MOST + " tickets");
        }
        List<InvalidSignal> faults = new ArrayList<>(delivered.faults());
        List<Signal> signals = new ArrayList<>();
        for (Placed one : delivered.tickets()) {
            try {
                signals.add(reading.signal(source, one.ticket()));
            } catch (InvalidSignal invalid) {
                faults.add(invalid.within(one.place()));
            }
        }
        if (!faults.isEmpty()) {
            throw all(faults);
        }
        return signals;
    }

    private static boolean isCsv(@Nullable MediaType type) {
        if (type == null || type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
            return false;
        }
        if (!CSV.isCompatibleWith(type)) {
            throw new InvalidSignal("Content-Type", "must be application/json or text/csv");
        }
        return true;
    }

    /** Whoever repairs a table wants to know all of its faults at once. */
    private static InvalidSignal all(List<InvalidSignal> faults) {
        InvalidSignal first = faults.get(0);
        if (faults.size() == 1) {
            return first;
        }
        var more = new StringBuilder(first.fault());
        faults.stream()
                .skip(1)
                .limit(MOST_FAULTS - 1)
                .forEach(fault -> more.append("; ").append(fault.getMessage()));
        if (faults.size() > MOST_FAULTS) {
            more.append("; and ").append(faults.size() - MOST_FAULTS).append(" more");
        }
        return new InvalidSignal(first.place(), more.toString());
    }
}
