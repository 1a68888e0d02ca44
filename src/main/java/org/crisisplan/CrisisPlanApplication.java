package org.crisisplan;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the plan: the engine, the pages and the mails of one node. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CrisisPlanApplication {

    public static void main(String[] args) {
        SpringApplication.run(CrisisPlanApplication.class, args);
    }
}
