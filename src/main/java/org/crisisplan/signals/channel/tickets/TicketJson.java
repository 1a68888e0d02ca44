package org.crisisplan.signals.channel.tickets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.SignalJson;
import org.crisisplan.signals.channel.tickets.TicketFormat.Delivered;
import org.crisisplan.signals.channel.tickets.TicketFormat.Placed;

/** Reads tickets that a webhook brings. Numbers count as texts, as ids of tickets often are numbers. */
class TicketJson {

    private TicketJson() {}

    static Delivered read(byte[] body) {
        JsonNode json = SignalJson.read(body);
        List<Placed> tickets = new ArrayList<>();
        List<InvalidSignal> faults = new ArrayList<>();
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                try {
                    tickets.add(new Placed("[" + i + "]", ticket(json.get(i))));
                } catch (InvalidSignal invalid) {
                    faults.add(invalid.within("[" + i + "]"));
                }
            }
        } else {
            tickets.add(new Placed("body", ticket(json)));
        }
        return new Delivered(tickets, faults);
    }

    private static Ticket ticket(JsonNode json) {
        if (!json.isObject()) {
            throw new InvalidSignal("ticket", "must be a JSON object");
        }
        Map<String, String> values = new HashMap<>();
        json.properties().forEach(field -> {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            JsonNode value = field.getValue();
            if (value.isContainerNode() && Ticket.fieldNames().contains(name)) {
                throw new InvalidSignal(name, "must be a text or a number");
            }
            if (value.isTextual() || value.isNumber()) {
                values.put(name, value.asText());
            }
        });
        return Ticket.of(values::get);
    }
}
