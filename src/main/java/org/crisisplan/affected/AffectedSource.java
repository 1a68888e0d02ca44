package org.crisisplan.affected;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.MailingSource;
import org.crisisplan.mailing.PersonalMessage;
import org.crisisplan.mailing.Recipient;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All who are on the lists of a crisis, as the audience of a mailing. */
@Component
class AffectedSource implements MailingSource {

    private final AffectedRepository affected;
    private final AffectedMessages messages;

    AffectedSource(AffectedRepository affected, AffectedMessages messages) {
        this.affected = affected;
        this.messages = messages;
    }

    @Override
    public String name() {
        return AffectedChannel.NAME;
    }

    @Override
    public List<Recipient> next(Mailing mailing, @Nullable String after, int limit) {
        return affected.nextRefs(crisis(mailing), after, limit).stream()
                .map(Recipient::new)
                .toList();
    }

    @Override
    public Optional<PersonalMessage> message(Mailing mailing, String recipient) {
        return messages.to(crisis(mailing), recipient, mailing.texts(), UnaryOperator.identity());
    }

    @Override
    public String page(Mailing mailing) {
        return "/crises/" + crisis(mailing) + "/affected";
    }

    private static String crisis(Mailing mailing) {
        return Objects.requireNonNull(mailing.crisis(), "Those affected are affected by a crisis");
    }
}
