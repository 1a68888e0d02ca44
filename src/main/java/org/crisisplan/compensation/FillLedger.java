package org.crisisplan.compensation;

import java.util.List;
import java.util.Set;
import org.crisisplan.compensation.Beneficiaries.Beneficiary;
import org.crisisplan.crisis.Crisis;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes an entry for everybody on the lists, page by page, each page in a transaction of its own: whoever is stopped in between goes on
 * where they were. If more are on the lists than it was approved for, nobody gets an entry before finance has looked again.
 */
@Component
class FillLedger {

    private static final int PAGE = 500;

    private final LedgerRepository ledgers;
    private final Beneficiaries beneficiaries;
    private final TransactionTemplate transaction;

    FillLedger(LedgerRepository ledgers, Beneficiaries beneficiaries, TransactionTemplate transaction) {
        this.ledgers = ledgers;
        this.beneficiaries = beneficiaries;
        this.transaction = transaction;
    }

    /** Several nodes may fill one ledger; they take turns. */
    void fill(String crisis) {
        while (Boolean.TRUE.equals(transaction.execute(status -> fillNext(crisis)))) {
            // until all are in it
        }
    }

    private boolean fillNext(String crisis) {
        Ledger ledger = ledgers.findForUpdate(crisis).orElseThrow();
        if (ledger.filled()) {
            return false;
        }
        if (Crisis.isDrill(crisis)) {
            // nobody gets an entry, so nobody can be credited (R61)
            ledgers.listed(crisis, beneficiaries.count(crisis));
            ledgers.filled(crisis, null, true);
            return false;
        }
        String after = ledgers.filledAfter(crisis).orElse(null);
        if (after == null) {
            long listed = beneficiaries.count(crisis);
            ledgers.listed(crisis, listed);
            if (listed > ledger.approvedUsers()) {
                ledgers.filled(crisis, null, true);
                return false;
            }
        }
        List<String> people = beneficiaries.next(crisis, after, PAGE).stream()
                .map(Beneficiary::ref)
                .toList();
        if (people.isEmpty()) {
            ledgers.filled(crisis, after, true);
            return false;
        }
        Set<String> known = ledgers.known(ledger, people.get(0), people.get(people.size() - 1));
        List<String> added =
                people.stream().filter(person -> !known.contains(person)).toList();
        // people were added while it was being filled
        boolean enough = ledgers.entries(crisis) + added.size() <= ledger.approvedUsers();
        if (enough) {
            ledgers.add(ledger, added);
        } else {
            ledgers.listed(crisis, beneficiaries.count(crisis));
        }
        boolean whole = people.size() < PAGE || !enough;
        ledgers.filled(crisis, people.get(people.size() - 1), whole);
        return !whole;
    }
}
