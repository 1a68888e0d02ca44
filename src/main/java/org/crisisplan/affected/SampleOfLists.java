package org.crisisplan.affected;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.crisisplan.mailing.Mailing.Text;
import org.crisisplan.mailing.PersonalMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Draws from the lists. References are keyed hashes, so their order has nothing to do with who somebody is: those that follow a random point
 * are a random sample, and nobody else's row is read.
 */
@Component
class SampleOfLists implements AffectedSample {

    private static final int PAGE = 500;
    private static final int REF_BYTES = 20;

    private final AffectedRepository affected;
    private final AffectedMessages messages;
    private final Seal seal;
    private final SecureRandom random = new SecureRandom();

    SampleOfLists(AffectedRepository affected, AffectedMessages messages, Seal seal) {
        this.affected = affected;
        this.messages = messages;
        this.seal = seal;
    }

    @Override
    public List<String> draw(String crisis, int people, Set<String> except) {
        byte[] point = new byte[REF_BYTES];
        random.nextBytes(point);
        String from = HexFormat.of().formatHex(point);
        List<String> drawn = new ArrayList<>();
        take(crisis, from, null, people, except, drawn);
        take(crisis, "", from, people, except, drawn);
        return drawn;
    }

    /** @param until not those behind; null for all that there are */
    private void take(
            String crisis, String after, @Nullable String until, int people, Set<String> except, List<String> drawn) {
        String last = after;
        while (drawn.size() < people) {
            List<String> page = affected.nextRefs(crisis, last, PAGE);
            page.stream()
                    .filter(ref -> until == null || ref.compareTo(until) <= 0)
                    .filter(ref -> !except.contains(ref))
                    .limit((long) people - drawn.size())
                    .forEach(drawn::add);
            if (page.size() < PAGE) {
                return;
            }
            last = page.get(page.size() - 1);
            if (until != null && last.compareTo(until) >= 0) {
                return;
            }
        }
    }

    @Override
    public String secret(String crisis, String ref, String purpose) {
        return seal.mark(crisis + "\n" + purpose + "\n" + ref);
    }

    @Override
    public Optional<PersonalMessage> message(
            String crisis, String ref, List<Text> texts, UnaryOperator<Text> personal) {
        return messages.to(crisis, ref, texts, personal);
    }
}
