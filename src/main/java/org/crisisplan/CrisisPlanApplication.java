package org.crisisplan;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.crisisplan.plan.PlanCheckCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.mustache.MustacheAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the plan: the engine, the pages and the mails of one node; or only checks a folder. */
// the texts of the plan are in Mustache, the pages are not
@SpringBootApplication(exclude = MustacheAutoConfiguration.class)
@ConfigurationPropertiesScan
public class CrisisPlanApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(PlanCheckCommand.NAME)) {
            System.exit(check(List.of(args).subList(1, args.length)));
        }
        SpringApplication.run(CrisisPlanApplication.class, args);
    }

    /** The findings are all that is printed: no library writes between them. */
    private static int check(List<String> arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        return PlanCheckCommand.run(arguments, out);
    }
}
