package org.crisisplan.notify.chat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rooms as an operator configures them, for tests that bring their own. */
public class ConfiguredRooms {

    private final Map<String, ChatSettings.Room> rooms = new HashMap<>();

    public ConfiguredRooms with(String name, String service, String url, @Nullable String secret) {
        rooms.put(name, new ChatSettings.Room(service, URI.create(url), secret));
        return this;
    }

    public ChatRooms answeringWithin(Duration limit, Clock clock) {
        return new ChatRooms(
                new ChatSettings(rooms, limit, 20),
                List.of(new Slack(), new Teams(), new DingTalk(), new WeCom(), new Feishu()),
                clock);
    }
}
