package org.crisisplan.affected;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.crisisplan.mailing.Mailing.Text;
import org.crisisplan.mailing.PersonalMessage;

/** Some of those affected, for whoever wants to ask them something (R36): drawn at random, known by references, written to in their language. */
public interface AffectedSample {

    /**
     * Draws people at random; each of those on the lists is as likely as the other.
     *
     * @param people how many at most; fewer when there are not so many
     * @param except references of people who are not drawn, such as those who were asked before
     */
    List<String> draw(String crisis, int people, Set<String> except);

    /**
     * What only we can make for this person and this purpose, the same each time: 40 hexadecimal digits, made with the key of the lists, which
     * is not in the database.
     */
    String secret(String crisis, String ref, String purpose);

    /**
     * What one person is sent: in their language, or in all if it is not known.
     *
     * @param personal what is put in for this person alone
     * @return empty when they are on no list any more
     */
    Optional<PersonalMessage> message(String crisis, String ref, List<Text> texts, UnaryOperator<Text> personal);
}
