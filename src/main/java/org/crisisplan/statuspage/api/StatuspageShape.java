package org.crisisplan.statuspage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the answers of Statuspage's API, version 2, with its words. Moments are written by ISO 8601 with milliseconds, in UTC. What
 * a field means is documented at https://www.atlassianstatus.com/api/v2.
 */
final class StatuspageShape {

    private StatuspageShape() {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Page(String id, String name, String url, String timeZone, String updatedAt) {}

    /** @param indicator none, minor, major, critical or maintenance */
    record Status(String indicator, String description) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Component(
            String id,
            String name,
            String status,
            String createdAt,
            String updatedAt,
            int position,
            @Nullable String description,
            boolean showcase,
            @Nullable String startDate,
            @Nullable String groupId,
            String pageId,
            boolean group,
            boolean onlyShowIfDegraded) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record AffectedComponent(String code, String name, String oldStatus, String newStatus) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Update(
            String id,
            String status,
            String body,
            String incidentId,
            String createdAt,
            String updatedAt,
            String displayAt,
            @Nullable List<AffectedComponent> affectedComponents,
            boolean deliverNotifications,
            @Nullable String customTweet,
            @Nullable String tweetId) {}

    /** @param scheduledFor only of a maintenance, as {@code scheduledUntil} */
    @JsonNaming(SnakeCaseStrategy.class)
    record Incident(
            String id,
            String name,
            String status,
            String createdAt,
            String updatedAt,
            @Nullable String monitoringAt,
            @Nullable String resolvedAt,
            String impact,
            String shortlink,
            String startedAt,
            String pageId,
            List<Update> incidentUpdates,
            List<Component> components,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String scheduledFor,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String scheduledUntil) {}
}
