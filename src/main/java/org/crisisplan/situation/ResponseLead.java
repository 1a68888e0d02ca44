package org.crisisplan.situation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.department.Group;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.form.FormFieldCheck;
import org.crisisplan.notify.TeamRoster;
import org.crisisplan.notify.TellOfSituation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who leads the response, what was decided and why, and what is needed and comes next: acts of people, kept in the record of the crisis. */
@Component
public class ResponseLead {

    private static final int LONGEST = 3500;

    private final Crises crises;
    private final CrisisRecord record;
    private final RecordSearch search;
    private final TeamRoster team;
    private final IdentityService identities;
    private final OfferedActs acts;
    private final TellOfSituation tell;

    ResponseLead(
            Crises crises,
            CrisisRecord record,
            RecordSearch search,
            TeamRoster team,
            IdentityService identities,
            OfferedActs acts,
            TellOfSituation tell) {
        this.crises = crises;
        this.record = record;
        this.search = search;
        this.team = team;
        this.identities = identities;
        this.acts = acts;
        this.tell = tell;
    }

    /** A decision as somebody logs it. @param decision and why are needed; the options and what was known may be left out */
    record Decision(
            @Nullable String decision,
            @Nullable String options,
            @Nullable String known,
            @Nullable String why) {

        static final Decision NOTHING = new Decision(null, null, null, null);
    }

    /** The lead goes to somebody else. @param to a login @param openPoints what they must know */
    record Handover(@Nullable String to, @Nullable String openPoints) {

        static final Handover NOTHING = new Handover(null, null);
    }

    /** For the next situation report. */
    record Outlook(@Nullable String needs, @Nullable String next) {}

    /**
     * @throws InvalidReport naming every field that is wrong; nothing is kept then
     * @throws CrisisOver when the crisis is over
     */
    @Transactional
    void log(String number, Decision typed) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Object> words = new TreeMap<>();
        put(words, "decision", typed.decision(), true, findings);
        put(words, "options", typed.options(), false, findings);
        put(words, "known", typed.known(), false, findings);
        put(words, "why", typed.why(), true, findings);
        append(number, Entry.of(ActKind.DECISION_LOGGED, "").words(words), findings);
    }

    /**
     * @throws InvalidReport naming every field that is wrong; nothing is kept then
     * @throws CrisisOver when the crisis is over
     */
    @Transactional
    void say(String number, Outlook typed) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Object> words = new TreeMap<>();
        put(words, "needs", typed.needs(), false, findings);
        put(words, "next", typed.next(), false, findings);
        if (words.isEmpty() && findings.isEmpty()) {
            findings.add(new Finding("needs", "must not be empty, unless it is said what comes next"));
        }
        append(number, Entry.of(ActKind.OUTLOOK_GIVEN, "").words(words), findings);
    }

    /**
     * Tells the new lead by mail too.
     *
     * @throws InvalidReport naming every field that is wrong; nothing is kept then
     * @throws CrisisOver when the crisis is over
     */
    @Transactional
    void handOver(String number, Handover typed) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Object> words = new TreeMap<>();
        String to = typed.to() == null ? "" : typed.to();
        String from = of(number).orElse("");
        if (successors().stream().noneMatch(person -> person.user().equals(to))) {
            findings.add(new Finding("to", "must be somebody of the departments"));
        } else if (to.equals(from)) {
            findings.add(new Finding("to", "leads already"));
        }
        put(words, "openPoints", typed.openPoints(), true, findings);
        append(
                number,
                Entry.of(ActKind.LEAD_HANDED_OVER, to)
                        .before(from.isEmpty() ? Map.of() : Map.of("lead", from))
                        .after(Map.of("lead", to))
                        .words(words),
                findings);
        tell.lead(number, from, to, String.valueOf(words.get("openPoints")));
    }

    private void append(String number, Entry entry, List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        if (crises.find(number).isEmpty()) {
            throw UnknownCrisis.noSuch(number);
        }
        boolean taken = acts.perform(OfferedActs.LEAD_RESPONSE, () -> record.append(number, entry));
        if (!taken) {
            throw new CrisisOver(number);
        }
    }

    private static void put(
            Map<String, Object> words, String field, @Nullable String text, boolean needed, List<Finding> findings) {
        String said = text == null ? "" : text.replace("\r\n", "\n").strip();
        if (said.isEmpty() && needed) {
            findings.add(new Finding(field, "must not be empty"));
        } else if (said.length() > LONGEST) {
            findings.add(new Finding(field, "must not be longer than " + LONGEST + " characters"));
        } else if (FormFieldCheck.UNPRINTABLE.matcher(said).find()) {
            findings.add(new Finding(field, "must not contain control characters"));
        } else if (!said.isEmpty()) {
            words.put(field, said);
        }
    }

    /** Who leads now, by their login: whoever it was handed to last, or else whoever sits in the leader's seat; nobody before there is a team. */
    @Transactional(readOnly = true)
    public Optional<String> of(String number) {
        return newest(number, ActKind.LEAD_HANDED_OVER)
                .map(act -> String.valueOf(act.after().get("lead")))
                .or(() -> team.of(number, Set.of()).stream()
                        .filter(TeamRoster.Seat::isLeader)
                        .flatMap(seat -> Optional.ofNullable(seat.user()).stream())
                        .findFirst());
    }

    /** Somebody who may lead. @param name empty if nobody wrote it down */
    record Person(String user, String name) {}

    /** Everybody of the departments. */
    List<Person> successors() {
        return acts.perform(OfferedActs.READ_FOR_PAGE, () -> {
            Map<String, Person> people = new TreeMap<>();
            for (String group : new TreeSet<>(Group.teamIds())) {
                for (User user :
                        identities.createUserQuery().memberOfGroup(group).list()) {
                    people.put(user.getId(), new Person(user.getId(), name(user)));
                }
            }
            return List.copyOf(people.values());
        });
    }

    private static String name(User user) {
        return (java.util.Objects.toString(user.getFirstName(), "") + " "
                        + java.util.Objects.toString(user.getLastName(), ""))
                .strip();
    }

    /** The last act by which the lead was handed over; nothing if it never was. */
    @Transactional(readOnly = true)
    public Optional<Act> lastHandover(String number) {
        return newest(number, ActKind.LEAD_HANDED_OVER);
    }

    /** What is needed and comes next, as somebody said it last. */
    Optional<Act> outlook(String number) {
        return newest(number, ActKind.OUTLOOK_GIVEN);
    }

    /** All decisions, the oldest first. */
    @Transactional(readOnly = true)
    public List<Act> decisions(String number) {
        return search.all(number, Set.of(ActKind.DECISION_LOGGED));
    }

    /** All hand-overs, the oldest first. */
    @Transactional(readOnly = true)
    public List<Act> handovers(String number) {
        return search.all(number, Set.of(ActKind.LEAD_HANDED_OVER));
    }

    /** All situation reports, the oldest first. */
    @Transactional(readOnly = true)
    public List<Act> reports(String number) {
        return search.all(number, Set.of(ActKind.SITUATION_REPORTED));
    }

    /** When the situation was reported last. */
    Optional<Instant> lastReport(String number) {
        return newest(number, ActKind.SITUATION_REPORTED).map(Act::at);
    }

    private Optional<Act> newest(String number, ActKind kind) {
        return search.newest(number, new RecordSearch.Wanted(Set.of(kind), null), Integer.MAX_VALUE, 1).stream()
                .findFirst();
    }
}
