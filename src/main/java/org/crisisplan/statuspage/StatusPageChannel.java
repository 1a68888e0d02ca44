package org.crisisplan.statuspage;

import java.util.Map;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.Corrections;
import org.crisisplan.publish.Post;
import org.crisisplan.publish.PromisedUpdates;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.site.ComponentState;
import org.crisisplan.site.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The product's own public page as a channel: the post is stored with the step that publishes it, and shown once that is committed. */
@Component
class StatusPageChannel implements PublicChannel {

    private static final Logger LOG = LoggerFactory.getLogger(StatusPageChannel.class);

    private final StatusPostRepository posts;
    private final StatusCache state;
    private final Site site;
    private final PromisedUpdates promises;
    private final Corrections corrections;

    StatusPageChannel(
            StatusPostRepository posts,
            StatusCache state,
            Site site,
            PromisedUpdates promises,
            Corrections corrections) {
        this.corrections = corrections;
        this.site = site;
        this.promises = promises;
        this.posts = posts;
        this.state = state;
    }

    @Override
    public String name() {
        return "statuspage";
    }

    @Override
    public boolean isOurOwn() {
        return true;
    }

    @Override
    public Answer publish(Post post) {
        posts.add(
                post.statement(),
                affectedBy(post.statement()),
                promises.promisedBy(post.statement()).orElse(null),
                corrections.of(post.statement()).orElse(null));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                state.refresh();
            }
        });
        return new Answer.Receipt("", "/status/" + post.statement().crisis(), post.titlesAndTexts());
    }

    /** Words that people wait for are not held back because a table has a fault. */
    private Map<String, ComponentState> affectedBy(ApprovedStatement statement) {
        try {
            return site.affectedBy(statement.crisis());
        } catch (RuntimeException fault) {
            LOG.error(
                    "A {} statement of {} goes out without what it says of components, because the table affectedComponents fails."
                            + " Put the table right; the next statement of the crisis shows them.",
                    statement.kind().word(),
                    statement.crisis(),
                    fault);
            return Map.of();
        }
    }
}
