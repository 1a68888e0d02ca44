package org.crisisplan.publish;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.publish.Approval.Verdict;
import org.springframework.stereotype.Component;

/** Why a draft came back, and what is different in the one after it: for whoever tells its author and its approvers. */
@Component
public class Rejections {

    private final StatementRepository records;

    Rejections(StatementRepository records) {
        this.records = records;
    }

    /** What is different between two versions, in each language; empty where nothing is. */
    public record Changes(String english, String chinese) {}

    /**
     * A version that was sent back.
     *
     * @param department for which it was rejected
     * @param approver the user who did
     * @param remark what is to be changed
     * @param version that was rejected
     * @param changes what that version had brought since the one before
     */
    public record Rejection(String department, String approver, String remark, int version, Changes changes) {}

    /** Why the version in force was sent back; nothing if it was not. */
    public Optional<Rejection> inForce(String processInstance) {
        List<Statement> versions = records.versions(processInstance);
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        Statement rejected = versions.get(versions.size() - 1);
        Map<String, Approval> words = ApprovedStatement.lastWords(records.approvalsOf(rejected));
        return words.values().stream()
                .filter(word -> word.verdict() == Verdict.REJECT)
                .findFirst()
                .map(word -> new Rejection(
                        word.group(),
                        word.approver(),
                        records.lastRemark(rejected, word.group()),
                        rejected.version(),
                        changes(versions)));
    }

    /** What is new in the version in force since the one before it that was sent back; nothing if none was. */
    public Optional<Changes> answered(String processInstance) {
        List<Statement> versions = records.versions(processInstance);
        return versions.size() < 2 || !versions.get(versions.size() - 2).submitted()
                ? Optional.empty()
                : Optional.of(changes(versions));
    }

    private static Changes changes(List<Statement> versions) {
        if (versions.size() < 2) {
            return new Changes("", "");
        }
        StatementText before = versions.get(versions.size() - 2).text();
        StatementText now = versions.get(versions.size() - 1).text();
        return new Changes(
                String.join(
                        "\n",
                        TextChanges.between(
                                before.titleEn() + "\n" + before.textEn(), now.titleEn() + "\n" + now.textEn())),
                String.join(
                        "\n",
                        TextChanges.between(
                                before.titleZh() + "\n" + before.textZh(), now.titleZh() + "\n" + now.textZh())));
    }
}
