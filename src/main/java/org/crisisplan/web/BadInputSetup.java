package org.crisisplan.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.springframework.boot.autoconfigure.jersey.ResourceConfigCustomizer;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts {@link BadInputAnswer} into the engine's interface, and into those that the web apps bring along. */
@Configuration
class BadInputSetup {

    @Bean
    ResourceConfigCustomizer badInputIsAnsweredAsSuch() {
        return engineRest -> engineRest.register(BadInputAnswer.class);
    }

    @Bean
    ServletContextInitializer soItIsInTheWebapps() {
        return servlets -> servlets.addListener(new OnceAllAreThere(servlets));
    }

    /** The web apps add their servlets in no known order before. */
    private record OnceAllAreThere(ServletContext servlets) implements ServletContextListener {

        @Override
        public void contextInitialized(ServletContextEvent started) {
            servlets.getServletRegistrations().values().stream()
                    .filter(servlet -> ServletContainer.class.getName().equals(servlet.getClassName()))
                    .filter(servlet ->
                            servlet.getMappings().stream().anyMatch(mapping -> mapping.startsWith("/camunda/api/")))
                    .forEach(servlet -> servlet.setInitParameter(
                            ServerProperties.PROVIDER_CLASSNAMES, BadInputAnswer.class.getName()));
        }
    }
}
