package org.crisisplan.affected;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.crisisplan.mailing.Mailing.Text;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.mailing.PersonalMessage;
import org.crisisplan.mailing.PersonalMessage.Notice.Way;
import org.crisisplan.publish.PersonalWords;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What is written to one of those affected: in their language, with what is personal put in, by mail if they have an address. */
@Component
class AffectedMessages {

    private static final String BETWEEN_LANGUAGES = "\n\n– – –\n\n";

    private final AffectedRepository affected;
    private final ObjectProvider<Mailings> mailings;

    AffectedMessages(AffectedRepository affected, ObjectProvider<Mailings> mailings) {
        this.affected = affected;
        this.mailings = mailings;
    }

    /** @return empty when they are on no list any more */
    Optional<PersonalMessage> to(String crisis, String ref, List<Text> texts, UnaryOperator<Text> personal) {
        return affected.find(crisis, ref).map(person -> to(person, texts, personal));
    }

    private PersonalMessage to(AffectedRepository.Person person, List<Text> all, UnaryOperator<Text> personal) {
        PersonData data = person.data();
        List<Text> texts =
                inTheirLanguage(all, person.language()).stream().map(personal).toList();
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
    private static List<Text> inTheirLanguage(List<Text> texts, @Nullable String language) {
        List<Text> theirs =
                texts.stream().filter(text -> text.language().equals(language)).toList();
        return theirs.isEmpty() ? texts : theirs;
    }
}
