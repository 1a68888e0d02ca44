package org.crisisplan.statuspage;

import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.PromisedUpdates;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.site.Site;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The product's own public page as a channel: the post is stored with the step that publishes it, and shown once that is committed. */
@Component
class StatusPageChannel implements PublicChannel {

    private final StatusPostRepository posts;
    private final StatusCache state;
    private final Site site;
    private final PromisedUpdates promises;

    StatusPageChannel(StatusPostRepository posts, StatusCache state, Site site, PromisedUpdates promises) {
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
    public void publish(ApprovedStatement statement) {
        posts.add(
                statement,
                site.affectedBy(statement.crisis()),
                promises.promisedBy(statement).orElse(null));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                state.refresh();
            }
        });
    }
}
