package org.crisisplan.media;

import org.crisisplan.crisis.Crisis;
import org.crisisplan.media.Spokespeople.Speaking;
import org.crisisplan.media.answer.AnswerBank;
import org.crisisplan.media.inquiry.InquiryLog;
import org.crisisplan.media.rumour.RumourRegister;
import org.springframework.stereotype.Component;

/** What the page of a crisis says of the media: who speaks, and what waits. */
@Component
public class MediaDesk {

    private final Spokespeople spokespeople;
    private final InquiryLog inquiries;
    private final RumourRegister rumours;
    private final AnswerBank answers;

    MediaDesk(Spokespeople spokespeople, InquiryLog inquiries, RumourRegister rumours, AnswerBank answers) {
        this.spokespeople = spokespeople;
        this.inquiries = inquiries;
        this.rumours = rumours;
        this.answers = answers;
    }

    /**
     * In numbers.
     *
     * @param inquiries that nobody has answered yet
     * @param rumours that nobody has found out about yet
     * @param answers that may be passed on
     */
    public record Summary(Speaking speaking, long inquiries, long rumours, long answers) {}

    public Summary of(Crisis crisis) {
        return new Summary(
                spokespeople.of(crisis),
                inquiries.open(crisis.number()),
                rumours.open(crisis.number()),
                answers.validFor(crisis).size());
    }
}
