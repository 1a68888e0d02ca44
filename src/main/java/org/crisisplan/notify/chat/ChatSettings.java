package org.crisisplan.notify.chat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The chat rooms that people inside are told in, beside their mails. The plan's table {@code chat} says who is told what in which.
 *
 * @param rooms by the name that the table calls each; none means that nobody is told by chat
 * @param answerWithin one message may take so long
 * @param messagesPerMinute so many messages go to one room in a minute; most services take twenty
 */
@ConfigurationProperties("crisis-plan.notify.chat")
record ChatSettings(
        @DefaultValue Map<String, Room> rooms,
        @DefaultValue("10s") Duration answerWithin,
        @DefaultValue("20") int messagesPerMinute) {

    ChatSettings {
        if (answerWithin.isNegative() || answerWithin.isZero() || messagesPerMinute < 1) {
            throw new IllegalArgumentException(
                    "crisis-plan.notify.chat: answer-within must be longer than nothing, messages-per-minute at least 1");
        }
    }

    /**
     * One room. What it prints as tells neither address nor secret: who knows them can speak in the room.
     *
     * @param service {@code slack}, {@code teams}, {@code dingtalk}, {@code wecom} or {@code feishu}
     * @param url of its incoming webhook
     * @param secret that messages are signed with, where the service checks signatures
     */
    record Room(String service, URI url, @Nullable String secret) {

        @Override
        public String toString() {
            return "room of " + service;
        }
    }
}
