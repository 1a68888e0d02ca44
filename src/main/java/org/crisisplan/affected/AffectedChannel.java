package org.crisisplan.affected;

import java.util.List;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailing.Text;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Post;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.StatementText;
import org.springframework.stereotype.Component;

/**
 * Those directly affected as a channel (R47): what is published there is told to each of them privately. The mailing is opened with the
 * step; who is on a list by then is told, and whoever is added later when somebody says so.
 */
@Component
class AffectedChannel implements PublicChannel {

    static final String NAME = "affected";

    private final Mailings mailings;
    private final AffectedRepository affected;

    AffectedChannel(Mailings mailings, AffectedRepository affected) {
        this.mailings = mailings;
        this.affected = affected;
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
    public Answer publish(Post post) {
        String crisis = post.statement().crisis();
        StatementText words = post.statement().personalText();
        List<Text> texts = post.language().codes().stream()
                .map(code -> code.equals("zh")
                        ? new Text(code, words.titleZh(), words.textZh())
                        : new Text(code, words.titleEn(), words.textEn()))
                .toList();
        Mailing mailing =
                mailings.open(NAME, post.key(), crisis, post.statement().id(), texts);
        String sent = affected.count(crisis) == 0
                ? "(Nobody is on a list of those affected yet. 受影响用户名单暂无人员。)"
                : post.titlesAndTexts();
        return new Answer.Receipt("mailing-" + mailing.id(), "/crises/" + crisis + "/affected", sent);
    }
}
