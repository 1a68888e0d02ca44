package org.crisisplan.contact.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.check.ContactCheckRepository.Check;
import org.crisisplan.decision.PinnedDecisions;
import org.crisisplan.department.Group;
import org.crisisplan.engine.InPlan;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the diagrams {@code verify-contacts} and {@code verify-contact} ask: who is due, how long they have, and whom it is escalated to, by
 * the table {@code contactChecks}. Public, because expressions call methods of public types only.
 */
@InPlan("contactChecks")
public class ContactChecks {

    /** The process that asks all who are due; started by its timer. */
    public static final String ROUND = "verify-contacts";

    /** The process that asks one person. */
    public static final String ONE = "verify-contact";

    /** The person answered. */
    public static final String ANSWERED = "ContactAnswered";

    /** What the person was asked with was not delivered. */
    public static final String UNDELIVERED = "ContactUndelivered";

    /** Login of the person that is asked. */
    public static final String USER = "contactUser";

    static final String DUE = "contactsDue";

    private final ContactRepository contacts;
    private final ContactCheckRepository checks;
    private final CadenceTable newest;
    private final PinnedDecisions tables;
    private final RuntimeService runtime;

    ContactChecks(
            ContactRepository contacts,
            ContactCheckRepository checks,
            CadenceTable newest,
            PinnedDecisions tables,
            RuntimeService runtime) {
        this.runtime = runtime;
        this.contacts = contacts;
        this.checks = checks;
        this.newest = newest;
        this.tables = tables;
    }

    /** The business key of the process that asks the person. */
    public String key(String user) {
        return keyOf(user);
    }

    static String keyOf(String user) {
        return "contact-" + user;
    }

    /** Logins of those whom this round asks, as they were found. */
    public List<?> due(DelegateExecution round) {
        return round.getVariable(DUE) instanceof List<?> due ? due : List.of();
    }

    /** Logins of those who are to be asked and are not being asked already. */
    List<String> find(DelegateExecution round) {
        Set<String> due = new TreeSet<>();
        for (Contact contact : contacts.all()) {
            cadence(round, contact.department())
                    .filter(cadence -> !newest.today().isBefore(cadence.dueAfter(contact.confirmedOn())))
                    .ifPresent(cadence -> due.add(contact.user()));
        }
        due.removeIf(this::isBeingAsked);
        return List.copyOf(due);
    }

    /**
     * Asks all who answer for a department, though they are not due.
     *
     * @return how many are asked now, besides those who are being asked already
     */
    @Transactional
    public int ask(String department) {
        Set<String> asked = new TreeSet<>();
        contacts.of(Set.of(department)).forEach(contact -> asked.add(contact.user()));
        asked.removeIf(this::isBeingAsked);
        asked.forEach(user -> {
            checks.lapse(user);
            runtime.startProcessInstanceByKey(ONE, keyOf(user), Map.of(USER, user));
        });
        return asked.size();
    }

    private boolean isBeingAsked(String user) {
        return runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(keyOf(user), ONE)
                        .count()
                > 0;
    }

    /** How long the person has to answer: an ISO 8601 duration for a timer. */
    public String answerWithin(DelegateExecution execution) {
        return cadenceOf(execution).answerWithin().toString();
    }

    /** Whether the person is asked once more before it is escalated. */
    public boolean asksAgain(DelegateExecution execution) {
        return checks.open(user(execution)).map(Check::rounds).orElse(0)
                < cadenceOf(execution).rounds();
    }

    /** Whoever looks after a contact that does not answer: their department and management. Auditors and the like are given no tasks. */
    public String escalatedTo(DelegateExecution execution) {
        String department = department(execution);
        String management = Group.MANAGEMENT.id();
        return !Group.teamIds().contains(department) || department.equals(management)
                ? management
                : department + "," + management;
    }

    private Cadence cadenceOf(DelegateExecution execution) {
        String department = department(execution);
        return cadence(execution, department)
                .orElseThrow(() -> new IllegalStateException("The table '" + CadenceTable.TABLE + "' has no row for "
                        + department + ", whose contacts are asked to confirm; add one."));
    }

    private Optional<Cadence> cadence(DelegateExecution execution, String department) {
        return tables
                .evaluate(CadenceTable.TABLE, execution.getProcessDefinitionId(), CadenceTable.asked(department))
                .getResultList()
                .stream()
                .findFirst()
                .map(row -> Cadence.of(Map.copyOf(row)));
    }

    private String department(DelegateExecution execution) {
        return checks.open(user(execution))
                .map(Check::department)
                .orElseGet(() -> contacts.users(Set.of(user(execution))).stream()
                        .findFirst()
                        .map(Contact::department)
                        .orElse(Group.MANAGEMENT.id()));
    }

    static String user(DelegateExecution execution) {
        return Objects.toString(execution.getVariable(USER), "");
    }
}
