package org.crisisplan.affected;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailing.Text;
import org.crisisplan.mailing.MailingSource;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.mailing.PersonalMessage;
import org.crisisplan.mailing.PersonalMessage.Notice.Way;
import org.crisisplan.mailing.Recipient;
import org.crisisplan.publish.PersonalWords;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What each of those affected is told: in their language, with what is personal put in, by mail if they have an address. */
@Component
class AffectedSource implements MailingSource {

    private static final String BETWEEN_LANGUAGES = "\n\n– – –\n\n";

    private final AffectedRepository affected;
    private final ObjectProvider<Mailings> mailings;

    AffectedSource(AffectedRepository affected, ObjectProvider<Mailings> mailings) {
        this.affected = affected;
        this.mailings = mailings;
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
        return affected.find(crisis(mailing), recipient).map(person -> message(mailing, person));
    }

    private PersonalMessage message(Mailing mailing, AffectedRepository.Person person) {
        PersonData data = person.data();
        List<Text> texts = texts(mailing, person.language());
        Map<String, String> known = new HashMap<>(data.values());
        if (data.name() != null) {
            known.put("name", data.name());
        }
        String language = texts.stream().map(Text::language).collect(Collectors.joining(", "));
        String title = texts.stream()
                .map(text -> PersonalWords.forOne(text.subject(), known))
                .collect(Collectors.joining(" / "));
        String words = texts.stream()
                .map(text -> PersonalWords.forOne(text.body(), known))
                .collect(Collectors.joining(BETWEEN_LANGUAGES));
        if (data.mail() != null) {
            return new PersonalMessage.Mail(data.mail(), null, title, words, null, language, Map.of());
        }
        if (!mailings.getObject().takesNotices()) {
            return new PersonalMessage.Impossible(
                    "No mail address is known, and no gateway for short messages is configured. 无邮箱地址，且未配置短信或推送网关。");
        }
        return data.phone() != null
                ? new PersonalMessage.Notice(Way.SMS, data.phone(), title, words, language)
                : new PersonalMessage.Notice(Way.PUSH, Objects.requireNonNull(data.user()), title, words, language);
    }

    /** In both when nobody knows theirs. */
    private static List<Text> texts(Mailing mailing, @Nullable String language) {
        List<Text> theirs = mailing.texts().stream()
                .filter(text -> text.language().equals(language))
                .toList();
        return theirs.isEmpty() ? mailing.texts() : theirs;
    }

    @Override
    public String page(Mailing mailing) {
        return "/crises/" + crisis(mailing) + "/affected";
    }

    private static String crisis(Mailing mailing) {
        return Objects.requireNonNull(mailing.crisis(), "Those affected are affected by a crisis");
    }
}
