package org.crisisplan.notify;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.department.Group;
import org.crisisplan.engine.InPlan;

/** Invites the team to the review within a week after the end (R58), with a calendar entry; used by {@code review}. */
@InPlan("inviteToReview")
class InviteToReview implements JavaDelegate {

    private final CrisisOfStep crisisOfStep;
    private final ContactRepository contacts;
    private final TeamRepository team;
    private final ReviewInvitation invitation;
    private final Outbox outbox;
    private final Links links;
    private final Clock clock;

    InviteToReview(
            CrisisOfStep crisisOfStep,
            ContactRepository contacts,
            TeamRepository team,
            ReviewInvitation invitation,
            Outbox outbox,
            Links links,
            Clock clock) {
        this.crisisOfStep = crisisOfStep;
        this.contacts = contacts;
        this.team = team;
        this.invitation = invitation;
        this.outbox = outbox;
        this.links = links;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution step) {
        AboutCrisis crisis = crisisOfStep.in(step);
        Instant due = due(Objects.toString(step.getVariable("reviewDue")));
        ReviewMeeting meeting = ReviewMeeting.before(due, clock.instant(), clock.getZone());
        List<Contact> invited = invited(crisis.number());
        Map<String, Object> facts = new HashMap<>();
        facts.put("begin", meeting.begin());
        facts.put("until", due);
        facts.put("link", links.to("/crises/" + crisis.number()));
        outbox.tell(invited, MailKind.REVIEW_INVITATION, crisis, facts, invitation.write(crisis, meeting, invited));
    }

    /** A crisis without a team concerned everybody who might have been in it. */
    private List<Contact> invited(String number) {
        List<Contact> members = team.of(number);
        return members.isEmpty() ? contacts.of(Group.teamIds()) : members;
    }

    private static Instant due(String iso) {
        try {
            return Instant.parse(iso);
        } catch (DateTimeParseException notATime) {
            throw new IllegalStateException(
                    "The variable 'reviewDue' must be a time such as 2026-11-30T09:00:00Z, but is " + iso, notATime);
        }
    }
}
