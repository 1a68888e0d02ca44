package org.crisisplan.web;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the deadline for bodies into the server. Half of its threads at most wait for them, so that the public pages have the rest. */
@Configuration
class WebServer {

    /** What may stand between the pieces of a body, where each byte can be waited for; nobody we know of sends any. */
    private static final int BETWEEN_PIECES = 128;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bodiesHaveADeadline(
            BodySettings settings, ServerProperties server) {
        int together = Math.max(1, server.getTomcat().getThreads().getMax() / 2);
        long leftovers = server.getTomcat().getMaxSwallowSize().toBytes();
        return factory -> {
            factory.addContextValves(new BodyDeadline(settings, together, leftovers));
            factory.addConnectorCustomizers(connector -> limitPauses(connector, settings));
        };
    }

    private static void limitPauses(Connector connector, BodySettings settings) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            http.setDisableUploadTimeout(false);
            http.setConnectionUploadTimeout(Math.toIntExact(settings.pause().toMillis()));
            http.setMaxExtensionSize(BETWEEN_PIECES);
            http.setMaxTrailerSize(BETWEEN_PIECES);
        }
    }
}
