package org.crisisplan.publish;

import org.crisisplan.engine.SafeMode;
import org.crisisplan.engine.SafeModeSettings.Reason;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * When the database was restored, what waits for the channels of others may have been published after the backup was made. Nobody here
 * knows, so that all of it is in doubt, and people look once safe mode is released.
 */
@Component
class PostsAfterRestore {

    private final StatementRepository records;
    private final PublicationRepository publications;
    private final Channels channels;
    private final ChannelDesk desk;

    PostsAfterRestore(
            StatementRepository records, PublicationRepository publications, Channels channels, ChannelDesk desk) {
        this.records = records;
        this.publications = publications;
        this.channels = channels;
        this.desk = desk;
    }

    @EventListener
    @Transactional
    public void on(SafeMode.Began safeMode) {
        if (safeMode.reason() != Reason.RESTORE) {
            return;
        }
        for (PublicChannel channel : channels.ofOthers()) {
            publications
                    .unsettled(channel.name())
                    .forEach(
                            publication -> records.find(publication.statementId())
                                    .ifPresent(
                                            statement -> desk.inDoubt(
                                                    statement,
                                                    channel.name(),
                                                    "The database was restored from a backup; the post may have been published after that was made. 数据库从备份恢复，帖子可能已在备份之后发布。")));
        }
    }
}
