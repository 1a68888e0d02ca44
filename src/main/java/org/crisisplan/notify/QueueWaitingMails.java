package org.crisisplan.notify;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** At the start: mails that were kept while there was no mail server, or whose job was lost, get a job again. */
@Component
class QueueWaitingMails implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(QueueWaitingMails.class);

    private final DeliveryRepository deliveries;
    private final DeliveryJobs jobs;
    private final SendMail sendMail;
    private final TransactionTemplate transaction;

    QueueWaitingMails(
            DeliveryRepository deliveries,
            DeliveryJobs jobs,
            SendMail sendMail,
            PlatformTransactionManager transactions) {
        this.deliveries = deliveries;
        this.jobs = jobs;
        this.sendMail = sendMail;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!sendMail.isPossible()) {
            LOG.warn("No mail server is configured: mails are kept and can be read at /outbox. "
                    + "Set spring.mail.host, and at the next start they go out.");
            return;
        }
        deliveries.waiting().forEach(id -> transaction.executeWithoutResult(status -> queue(id)));
    }

    private void queue(String id) {
        // another node that starts at the same time waits for this row and then sees its job
        deliveries
                .take(id)
                .filter(delivery -> delivery.state() == Delivery.State.WAITING && !jobs.exists(delivery.jobId()))
                .ifPresent(delivery -> deliveries.sentBy(id, jobs.create(id, null)));
    }
}
