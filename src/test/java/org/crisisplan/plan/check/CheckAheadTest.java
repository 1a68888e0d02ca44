package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** What a start checks ahead is what the started product would find. */
@PlanTest
class CheckAheadTest {

    @Autowired
    PlanCheckVocabulary vocabulary;

    @Autowired
    PlanCheck check;

    @Autowired
    CheckAhead.Begun begun;

    @TempDir
    Path folder;

    @Test
    void theStartedProductUsesTheCheckThatBeganBeforeIt() {
        assertThat(vocabulary).isEqualTo(PlanCheckVocabulary.ofTheProduct());
        assertThat(begun.ifItKnows(vocabulary)).contains(check);
    }

    @Test
    void onlyADatabaseThatIsNotThereYetIsWorthIt() throws Exception {
        Path file = folder.resolve("crisis-plan.mv.db");
        String address = "jdbc:h2:file:" + folder.resolve("crisis-plan") + ";LOCK_TIMEOUT=1";
        assertThat(begins(address)).isTrue();
        Files.createFile(file);
        assertThat(begins(address)).isFalse();
        assertThat(begins("jdbc:postgresql://localhost/crisis")).isFalse();
    }

    private static boolean begins(String address) {
        try (var context = new StaticApplicationContext()) {
            TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context, "spring.datasource.url=" + address);
            new CheckAhead().initialize(context);
            return context.getBeanFactory().containsSingleton(CheckAhead.BEAN);
        }
    }
}
