package org.crisisplan.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.text.WrittenLanguage;
import org.springframework.stereotype.Component;

/**
 * What people must be told whose personal data have leaked: which kinds of information, what we did, what they can do, and where they
 * can ask (R47, R91; article 57 of the Personal Information Protection Law). While a leak is only suspected, what is not known may be
 * missing, but nothing that has been told for the public.
 */
@Component
class LeakNotice {

    private final DraftFacts facts;

    LeakNotice(DraftFacts facts) {
        this.facts = facts;
    }

    void check(StatementText draft, StatementKind kind, DelegateExecution step) {
        if (!facts.isLeak(step) || facts.isRumour(step)) {
            return;
        }
        // the first words do not wait for what is still being found out
        boolean certain = facts.isLeakConfirmed(step) && kind != StatementKind.HOLDING;
        List<String> missing = new ArrayList<>();
        for (WrittenLanguage language : WrittenLanguage.values()) {
            String text = language == WrittenLanguage.ENGLISH ? draft.textEn() : draft.textZh();
            missing(step, language, text, certain, missing);
        }
        if (!missing.isEmpty()) {
            throw new NotAccepted(
                    "Personal data have leaked, and this %s statement does not say everything that those concerned must be"
                                    .formatted(kind.word())
                            + " told. Tell it as a fact for the public and use those words, or write them into the text: "
                            + String.join("; ", missing)
                            + ". 涉及个人信息泄露的声明须写明泄露的信息种类、已采取的措施、个人可采取的措施和联系方式。");
        }
    }

    private void missing(
            DelegateExecution step, WrittenLanguage language, String text, boolean certain, List<String> missing) {
        String in = language == WrittenLanguage.ENGLISH ? "in English 英文" : "in Chinese 中文";
        says(facts.told(step, "leakedData", language), text, certain, "the kinds of information 信息种类 " + in, missing);
        says(facts.told(step, "publicMeasures", language), text, certain, "what we have done 已采取的措施 " + in, missing);
        String advice = facts.told(step, "userAdvice", language);
        if (!contains(text, advice) || advice.isEmpty() && !advises(text)) {
            missing.add("what the person can do 个人可采取的措施 " + in);
        }
        says(certain ? facts.contact(step) : facts.ownContact(step), text, certain, "a contact 联系方式 " + in, missing);
    }

    private static void says(String fact, String text, boolean certain, String what, List<String> missing) {
        if (fact.isEmpty() ? certain : !contains(text, fact)) {
            missing.add(what);
        }
    }

    /** Whether a text says what was told, whatever its capitals and punctuation. */
    static boolean contains(String text, String fact) {
        return plain(text).contains(plain(fact));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Punct}，。；：、！？“”（）]+", "");
    }

    private static boolean advises(String text) {
        return text.toLowerCase(Locale.ROOT).matches("(?s).*(change your password|be wary|please|修改|警惕|请您|请勿|请不要).*");
    }
}
