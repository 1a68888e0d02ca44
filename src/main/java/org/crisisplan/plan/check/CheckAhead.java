package org.crisisplan.plan.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Checks the plan while the application context is being built, when it is about to be deployed into a database that is not there yet.
 * An aid, not a condition: what it found is used only if the started product offers models just what its class path says.
 */
class CheckAhead implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String BEAN = "planCheckAhead";

    private static final Logger LOG = LoggerFactory.getLogger(CheckAhead.class);
    private static final String FILE = "jdbc:h2:file:";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment settings = context.getEnvironment();
        if (!isNew(settings.getProperty("spring.datasource.url", ""))) {
            return;
        }
        CompletableFuture<PlanCheck> begun = new CompletableFuture<>();
        context.getBeanFactory().registerSingleton(BEAN, new Begun(begun));
        String location = settings.getProperty("crisis-plan.plan.location", "classpath*:");
        Thread checker = new Thread(() -> check(begun, location), "plan-check");
        checker.setDaemon(true);
        checker.start();
    }

    /** Whether the embedded database will be made by this start. */
    private static boolean isNew(String address) {
        return address.startsWith("jdbc:h2:mem:")
                || address.startsWith(FILE)
                        && Files.notExists(
                                Path.of(address.substring(FILE.length()).replaceFirst(";.*", "") + ".mv.db"));
    }

    private static void check(CompletableFuture<PlanCheck> begun, String location) {
        try {
            PlanCheck check = PlanCheck.ofTheProduct();
            begun.complete(check);
            check.check(PlanBundle.readFrom(location));
        } catch (RuntimeException unreadable) {
            begun.completeExceptionally(unreadable);
            LOG.debug("The plan could not be checked ahead; its deployment says what is wrong", unreadable);
        }
    }

    /** The check that has begun; whoever asks it for the same plan waits for its end. */
    record Begun(CompletableFuture<PlanCheck> check) {

        Optional<PlanCheck> ifItKnows(PlanCheckVocabulary vocabulary) {
            try {
                return Optional.of(check.join()).filter(begun -> begun.knows(vocabulary));
            } catch (CompletionException failed) {
                return Optional.empty();
            }
        }
    }
}
