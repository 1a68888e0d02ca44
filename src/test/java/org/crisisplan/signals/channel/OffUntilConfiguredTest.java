package org.crisisplan.signals.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.crisisplan.PlanTest;
import org.crisisplan.signals.source.PolledSources;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Nobody is asked for anything until somebody has said so in the settings, well-known feeds included. */
@PlanTest
class OffUntilConfiguredTest {

    private static final Set<String> ASKING_OTHERS =
            Set.of("feeds", "brandwatch", "talkwalker", "advisories", "mailbox");

    @Autowired
    List<PolledSources> channels;

    @Test
    void noOtherIsAsked() {
        List<PolledSources> asking = channels.stream()
                .filter(channel -> ASKING_OTHERS.contains(channel.getClass()
                        .getPackageName()
                        .substring("org.crisisplan.signals.channel".length())
                        .replace(".", "")))
                .toList();
        assertThat(asking).hasSize(ASKING_OTHERS.size());
        assertThat(asking).allSatisfy(channel -> assertThat(channel.all()).isEmpty());
    }
}
