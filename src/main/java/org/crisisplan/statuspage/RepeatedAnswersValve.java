package org.crisisplan.statuspage;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Says again what is kept, before the server begins to look for whom to ask: half of what such an answer costs is the way there. */
@Component
class RepeatedAnswersValve implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final ObjectProvider<RepeatedAnswers> answers;

    /** The server is made long before there are answers. */
    RepeatedAnswersValve(ObjectProvider<RepeatedAnswers> answers) {
        this.answers = answers;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addEngineValves(new ValveBase(true) {

            private volatile @Nullable RepeatedAnswers known;

            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                RepeatedAnswers kept = known;
                if (kept == null) {
                    kept = answers.getObject();
                    known = kept;
                }
                if (!kept.sayAgain(request, response)) {
                    getNext().invoke(request, response);
                }
            }
        });
    }
}
