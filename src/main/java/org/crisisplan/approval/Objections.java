package org.crisisplan.approval;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who objects to the activation of the plan (R42), for whoever tells those who decide on it. */
@Component
public class Objections {

    private final SignatureRepository records;

    Objections(SignatureRepository records) {
        this.records = records;
    }

    /** A department that objects, the user who did for it, and why. */
    public record Objection(String department, String signer, String reason) {}

    /** @param activation the run of {@code activate-plan} */
    public Optional<Objection> last(String activation) {
        return records.objectionsTo(activation).stream().findFirst();
    }
}
