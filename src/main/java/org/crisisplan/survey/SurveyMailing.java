package org.crisisplan.survey;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.crisisplan.affected.AffectedSample;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailing.Text;
import org.crisisplan.mailing.MailingSource;
import org.crisisplan.mailing.PersonalMessage;
import org.crisisplan.mailing.Recipient;
import org.crisisplan.statuspage.StatusPageSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Those who were drawn as the audience of a mailing: each gets the invitation with a link of their own. */
@Component
class SurveyMailing implements MailingSource {

    private static final String PREFIX = Surveys.SOURCE + "-";

    private final SurveyRepository surveys;
    private final AffectedSample sample;
    private final InvitationWords words;
    private final StatusPageSettings site;

    SurveyMailing(SurveyRepository surveys, AffectedSample sample, InvitationWords words, StatusPageSettings site) {
        this.surveys = surveys;
        this.sample = sample;
        this.words = words;
        this.site = site;
    }

    @Override
    public String name() {
        return Surveys.SOURCE;
    }

    @Override
    public List<Recipient> next(Mailing mailing, @Nullable String after, int limit) {
        return surveys.invited(id(mailing), after, limit).stream()
                .map(Recipient::new)
                .toList();
    }

    /** Nobody is asked who was erased meanwhile, once it takes no more answers, or in a drill. */
    @Override
    public Optional<PersonalMessage> message(Mailing mailing, String recipient) {
        Survey survey = surveys.find(id(mailing)).orElseThrow();
        if (Crisis.isDrill(survey.crisis())
                || survey.closedAt() != null
                || !surveys.isInvited(survey.id(), recipient)) {
            return Optional.empty();
        }
        String token = sample.secret(survey.crisis(), recipient, "survey " + survey.id());
        return sample.message(
                survey.crisis(),
                recipient,
                mailing.texts(),
                text -> words.withLink(text, link(token, text), survey.closesAt()));
    }

    private String link(String token, Text text) {
        return site.to("/survey/" + token) + "?lang=" + text.language();
    }

    /** Whoever is not reached is one answer less. */
    @Override
    public boolean asksForTheUnreached() {
        return false;
    }

    @Override
    public String page(Mailing mailing) {
        return "/crises/" + Objects.requireNonNull(mailing.crisis(), "A survey belongs to a crisis") + "/survey";
    }

    private static long id(Mailing mailing) {
        return Long.parseLong(mailing.key().substring(PREFIX.length()));
    }
}
