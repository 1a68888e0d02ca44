package org.crisisplan.mailing;

import java.util.List;
import java.util.Optional;
import org.crisisplan.department.Group;
import org.jspecify.annotations.Nullable;

/** Whom a mailing goes to, and what each of them is sent. Every bean of this type is one audience. */
public interface MailingSource {

    /** As the records call it, such as {@code affected}; never changes, or everybody would be told again. At most 40 characters. */
    String name();

    /**
     * The next recipients in the order of their references; fewer than the limit means that those were the last. It is asked again and
     * again, by other nodes too, and from the beginning when people were added.
     *
     * @param after the reference that the last answer ended with; null for the first
     */
    List<Recipient> next(Mailing mailing, @Nullable String after, int limit);

    /**
     * What this person is sent, asked right before it is sent; at each attempt it must be the same message to the same address. Empty
     * when they are not to be told any more (erased, unsubscribed): they end as withdrawn. Outside of any transaction.
     */
    Optional<PersonalMessage> message(Mailing mailing, String recipient);

    /**
     * Somebody will not be reached by this mailing unless a person has it sent again. In the transaction in which that is kept; called at
     * most once for each time somebody fails.
     *
     * @param state bounced or failed
     * @param status the enhanced status code (RFC 3463) such as {@code 5.1.1}; null if there is none
     */
    default void notReached(Mailing mailing, String recipient, RecipientState state, @Nullable String status) {}

    /** Whether somebody is asked to look after those who were not reached. */
    default boolean asksForTheUnreached() {
        return true;
    }

    /** The department whose task it is when people were not reached. */
    default String department() {
        return Group.CUSTOMER_SERVICE.id();
    }

    /** The page where it is seen who was not reached, for those who may. */
    default String page(Mailing mailing) {
        return mailing.crisis() == null ? "/" : "/crises/" + mailing.crisis();
    }
}
