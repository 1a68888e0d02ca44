package org.crisisplan.mailing;

import org.crisisplan.engine.PeriodicTask;
import org.crisisplan.engine.SafeMode;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the node does about mailings by itself, beside sending. */
@Configuration(proxyBeanMethods = false)
class MailingSetup {

    @Bean
    @ConditionalOnProperty(name = "crisis-plan.mailing.bounces.host")
    PeriodicTask mailsThatCameBack(MailingSettings settings, KeepBounce bounces, SafeMode safeMode) {
        MailingSettings.Bounces mailbox = settings.bounces();
        if (mailbox == null) {
            throw new IllegalStateException("crisis-plan.mailing.bounces needs a host");
        }
        return new PeriodicTask("bounces", mailbox.every(), new BounceMailbox(mailbox, bounces, safeMode)::read);
    }
}
