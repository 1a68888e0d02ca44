package org.crisisplan.duty;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.KnownToSteps;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the forms of this module show beside the facts: the receipts that were brought, and the duties that are only possible. */
@Component
class KnownToDutySteps implements KnownToSteps {

    private static final int LONGEST_LABEL = 120;

    // looked up when first asked: they need the engine that is being built with this
    private final ObjectProvider<CrisisDutyRepository> kept;
    private final ObjectProvider<FollowDuties> following;
    private final ObjectProvider<DutyTexts> texts;

    KnownToDutySteps(
            ObjectProvider<CrisisDutyRepository> kept,
            ObjectProvider<FollowDuties> following,
            ObjectProvider<DutyTexts> texts) {
        this.kept = kept;
        this.following = following;
        this.texts = texts;
    }

    @Override
    public Map<String, Object> of(String process, @Nullable String businessKey) {
        Map<String, Object> known = new HashMap<>();
        if (businessKey == null || !Crises.isNumber(businessKey)) {
            return known;
        }
        if (process.equals(FollowDuties.FILE_DUTY)) {
            known.put(
                    "dutyReceipts",
                    kept.getObject().receipts(businessKey).stream()
                            .map(receipt -> Map.of(
                                    "value", receipt.id(), "label", label(receipt.duty() + " · " + receipt.name())))
                            .toList());
        } else if (process.equals(FollowDuties.SETTLE_DUTIES)) {
            List<DutyLine> open = following.getObject().possible(businessKey);
            known.put("openDuties", open.isEmpty() ? "" : texts.getObject().open(open));
        }
        return known;
    }

    private static String label(String text) {
        return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL - 1) + "…";
    }
}
