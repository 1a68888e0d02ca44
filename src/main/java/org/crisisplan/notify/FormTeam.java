package org.crisisplan.notify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.OnCall;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;

/**
 * Fills the seats of the table {@code team} from the contact list - whoever is on duty and present -, keeps the team and tells its members of each other (R43, R44,
 * R62); used by {@code activate-plan}.
 */
@InPlan("formTeam")
class FormTeam implements JavaDelegate {

    private final CrisisOfStep crisisOfStep;
    private final OnCall onCall;
    private final TeamRepository team;
    private final Outbox outbox;
    private final CrisisRecord record;
    private final CrisisFacts crises;
    private final Links links;

    FormTeam(
            CrisisOfStep crisisOfStep,
            OnCall onCall,
            TeamRepository team,
            Outbox outbox,
            Links links,
            CrisisFacts crises,
            CrisisRecord record) {
        this.crises = crises;
        this.crisisOfStep = crisisOfStep;
        this.record = record;
        this.onCall = onCall;
        this.team = team;
        this.outbox = outbox;
        this.links = links;
    }

    @Override
    public void execute(DelegateExecution step) {
        AboutCrisis crisis = crisisOfStep.in(step);
        List<TeamMember> members = members(step.getVariable("team"));
        team.isNow(crisis.number(), members);
        record.append(
                crisis.number(),
                Entry.of(ActKind.TEAM_FORMED, "")
                        .after(Map.of(
                                "seats", members.stream().map(FormTeam::inWords).toList())));
        Map<String, Object> facts = new HashMap<>();
        facts.put("team", members);
        facts.put(
                "ordered",
                PlainText.quoted(
                        Objects.toString(crises.value(step, PassOnInstruction.FACT), ""), PassOnInstruction.LONGEST));
        facts.put("link", links.to("/crises/" + crisis.number()));
        outbox.tell(
                members.stream()
                        .map(TeamMember::contact)
                        .filter(Objects::nonNull)
                        .toList(),
                MailKind.TEAM_FORMED,
                crisis,
                facts);
    }

    private static String inWords(TeamMember member) {
        Contact contact = member.contact();
        return member.role() + " (" + member.department() + "): " + (contact == null ? "nobody" : contact.user());
    }

    private List<TeamMember> members(Object seats) {
        if (!(seats instanceof Collection<?> rows) || rows.isEmpty()) {
            throw new IllegalStateException(
                    "The variable 'team' must be the list of role and group that the table 'team' gives, but is "
                            + seats);
        }
        List<TeamMember> members = new ArrayList<>();
        for (Object row : rows) {
            members.addAll(seat((Map<?, ?>) row));
        }
        return members;
    }

    private List<TeamMember> seat(Map<?, ?> row) {
        String role = Objects.toString(row.get("role"));
        String department = Objects.toString(row.get("group"));
        List<Contact> found = onCall.of(Set.of(department));
        return found.isEmpty()
                ? List.of(new TeamMember(role, department, null))
                : found.stream()
                        .map(contact -> new TeamMember(role, department, contact))
                        .toList();
    }
}
