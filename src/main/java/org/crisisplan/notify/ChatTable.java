package org.crisisplan.notify;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.Language;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.department.Group;
import org.crisisplan.notify.chat.ChatRooms;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which chat rooms are told, by the plan's table {@code chat}. The table names rooms; where they are the operator says. A table that is
 * missing or wrong keeps nobody from being mailed.
 */
@Component
class ChatTable {

    private static final Logger LOG = LoggerFactory.getLogger(ChatTable.class);
    private static final String TABLE = "chat";
    static final String SUBJECT = "chat";

    private final LatestDecisions decisions;
    private final ChatRooms rooms;
    private final Notices notices;
    private String asked = "";

    ChatTable(LatestDecisions decisions, ChatRooms rooms, Notices notices) {
        this.decisions = decisions;
        this.rooms = rooms;
        this.notices = notices;
    }

    /** A room that is configured, and the language that is spoken there. */
    record Room(String name, Language language) {}

    Collection<Room> rooms(Collection<Contact> people, MailKind kind, @Nullable Integer level) {
        Set<String> departments = new LinkedHashSet<>();
        people.forEach(person -> departments.add(person.department()));
        Map<String, Room> found = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (String department : departments) {
            for (Map<String, Object> row : ask(department, kind, level)) {
                String name = Objects.toString(row.get("room"), "");
                Language language =
                        Language.of(Objects.toString(row.get("language"), "")).orElse(Language.EN);
                rooms.named(name)
                        .ifPresentOrElse(
                                room -> found.putIfAbsent(room, new Room(room, language)), () -> unknown.add(name));
            }
        }
        // the plan as it comes names a room for each department, for whoever has one
        unknown.removeAll(Group.teamIds());
        if (!unknown.isEmpty()) {
            notices.say(new Notice(SUBJECT, String.join(", ", unknown), List.of()));
        }
        return found.values();
    }

    /** A new table may have put right what the last one got wrong. */
    private synchronized void look(String version) {
        if (!version.equals(asked)) {
            notices.settled(SUBJECT);
            asked = version;
        }
    }

    private List<Map<String, Object>> ask(String department, MailKind kind, @Nullable Integer level) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("department", department);
        facts.put("kind", kind.word());
        facts.put("level", level);
        try {
            LatestDecisions.Table table = decisions.newest(TABLE);
            look(table.version());
            return decisions.ask(table, facts);
        } catch (RuntimeException wrong) {
            LOG.error(
                    "The table '{}' of the plan cannot be asked; chat rooms are told nothing, mails go out.",
                    TABLE,
                    wrong);
            return List.of();
        }
    }
}
