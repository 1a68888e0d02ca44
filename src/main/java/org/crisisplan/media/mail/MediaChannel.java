package org.crisisplan.media.mail;

import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.media.contact.MediaContactRepository;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Post;
import org.crisisplan.publish.PublicChannel;
import org.springframework.stereotype.Component;

/**
 * The media as a channel of the plan's table {@code channels} (R48): the press statement goes to every contact once, in the transaction of
 * the step, and what sets it right goes to them as well.
 */
@Component
class MediaChannel implements PublicChannel {

    private static final String NAME = "media";

    private final Mailings mailings;
    private final MediaContactRepository contacts;

    MediaChannel(Mailings mailings, MediaContactRepository contacts) {
        this.mailings = mailings;
        this.contacts = contacts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isOurOwn() {
        return true;
    }

    @Override
    public boolean hasAudience() {
        return !contacts.active(null, 1).isEmpty();
    }

    @Override
    public Answer publish(Post post) {
        if (!hasAudience()) {
            // the last contact was taken from the list after the table was asked
            return new Receipt("", null, "The list of media contacts is empty. 媒体联系人名单为空，未发送。");
        }
        Mailing mailing = mailings.open(
                PressMailing.NAME,
                post.key(),
                post.statement().crisis(),
                post.statement().id(),
                PressMail.texts(post.statement()));
        return new Receipt("mailing-" + mailing.id(), null, post.titlesAndTexts());
    }
}
