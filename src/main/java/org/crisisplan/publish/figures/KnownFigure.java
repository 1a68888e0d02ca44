package org.crisisplan.publish.figures;

import java.math.BigDecimal;
import java.time.Instant;
import org.crisisplan.publish.figures.Figure.Kind;
import org.crisisplan.publish.figures.Figure.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A number or a time that the crisis knows.
 *
 * @param toldEn who told it when, in English; empty if it is the product's own
 */
public record KnownFigure(
        Kind kind,
        Subject subject,
        @Nullable BigDecimal value,
        @Nullable Instant at,
        String toldEn,
        String toldZh) {

    public static KnownFigure number(Kind kind, Subject subject, BigDecimal value, String toldEn, String toldZh) {
        return new KnownFigure(kind, subject, value, null, toldEn, toldZh);
    }

    public static KnownFigure time(Subject subject, Instant at, String toldEn, String toldZh) {
        return new KnownFigure(Kind.TIME, subject, null, at, toldEn, toldZh);
    }

    String labelEn() {
        return switch (subject) {
            case LEAKED -> "the number of users whose data leaked";
            case AFFECTED -> "the number of affected users";
            case COMPENSATION ->
                kind == Kind.MONEY ? "the compensation for one user" : "the number of users who are compensated";
            case BEGAN -> "the time it began";
            case LEARNED -> "the time we learned of it";
            case RECOVERED -> "the time of recovery";
            case NEXT_UPDATE -> "the time of our next update";
            case ANY -> "what is known";
        };
    }

    String labelZh() {
        return switch (subject) {
            case LEAKED -> "泄露涉及的用户数";
            case AFFECTED -> "受影响用户数";
            case COMPENSATION -> kind == Kind.MONEY ? "每位用户的补偿" : "获得补偿的用户数";
            case BEGAN -> "发生时间";
            case LEARNED -> "获悉时间";
            case RECOVERED -> "恢复时间";
            case NEXT_UPDATE -> "下次通报时间";
            case ANY -> "已知信息";
        };
    }
}
