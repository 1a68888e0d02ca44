package org.crisisplan.access;

import java.time.Duration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.spring.boot.starter.property.WebappProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Scripts and style sheets of the web apps stay in the browser for a while. They are five megabytes, the same for everybody, and
 * would be fetched and compiled again with each task that somebody opens.
 */
@Configuration
class WebappFiles implements WebMvcConfigurer {

    private static final CacheControl FOR_A_WHILE =
            CacheControl.maxAge(Duration.ofHours(1)).cachePrivate();

    private final WebappProperty webapps;

    WebappFiles(CamundaBpmProperties engine) {
        this.webapps = engine.getWebapp();
    }

    /** Narrower than the patterns that the web apps register for all their files, which therefore serve the rest. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        kept(registry, "/lib/", "*.js");
        kept(registry, "/app/", "*/*.js", "*/*.css");
    }

    private void kept(ResourceHandlerRegistry registry, String folder, String... files) {
        for (String file : files) {
            registry.addResourceHandler(webapps.getApplicationPath() + folder + file)
                    .addResourceLocations("classpath:" + webapps.getWebjarClasspath() + folder)
                    .setCacheControl(FOR_A_WHILE);
        }
    }
}
