package org.crisisplan.contact.file;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with the contact list, in place of a stack trace, when the start is refused because of it. */
class ContactListRefusal extends AbstractFailureAnalyzer<ContactListRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable start, ContactListRefused refused) {
        return new FailureAnalysis(
                refused.getMessage(),
                "Correct the file that crisis-plan.contacts.location names and start again. The list imported before is untouched.",
                refused);
    }
}
