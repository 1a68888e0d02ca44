package org.crisisplan.statuspage;

import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Post;
import org.crisisplan.publish.PublicChannel;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The product's own public page as a channel: the post is stored with the step that publishes it, and shown once that is committed. */
@Component
class StatusPageChannel implements PublicChannel {

    private final StatusPostRepository posts;
    private final StatusCache state;

    StatusPageChannel(StatusPostRepository posts, StatusCache state) {
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
        posts.add(post.statement());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                state.refresh();
            }
        });
        return new Answer.Receipt("", "/status/" + post.statement().crisis(), post.titlesAndTexts());
    }
}
