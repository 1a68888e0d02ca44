package org.crisisplan.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.crisisplan.plan.check.PlanBundle;

/** Speaks to {@code engine-rest} as Camunda Modeler does: base file names, its own source, duplicate filtering, sometimes a tenant. */
public class Modeler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final String user;

    public Modeler(int port, String user) {
        this.port = port;
        this.user = user;
    }

    /** An answer, as Modeler understands it. */
    public record Answer(int status, JsonNode body) {

        public String message() {
            return body.path("message").asText();
        }

        public String deployment() {
            return body.path("id").asText();
        }

        /** The definition that Modeler would start. */
        public JsonNode firstProcess() {
            return body.path("deployedProcessDefinitions").elements().next();
        }
    }

    public Answer deploys(String file, String content) {
        return deploys(Map.of(file, content), Map.of());
    }

    public Answer deploys(Map<String, String> files, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("deployment-name", "whatever the analyst typed");
        form.put("deployment-source", "Camunda Modeler");
        form.put("enable-duplicate-filtering", "true");
        form.putAll(fields);
        var body = new StringBuilder();
        form.forEach((name, value) -> body.append("--cut\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        files.forEach((file, content) -> body.append("--cut\r\nContent-Disposition: form-data; name=\"")
                .append(file)
                .append("\"; filename=\"")
                .append(file)
                .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .append(content)
                .append("\r\n"));
        body.append("--cut--\r\n");
        return json(
                send("POST", "/engine-rest/deployment/create", "multipart/form-data; boundary=cut", body.toString()));
    }

    public Answer redeploys(String deployment) {
        return json(send("POST", "/engine-rest/deployment/" + deployment + "/redeploy", "application/json", "{}"));
    }

    public Answer deletes(String deployment) {
        return json(send("DELETE", "/engine-rest/deployment/" + deployment + "?cascade=true", "application/json", ""));
    }

    /** Takes every file of the version that runs, as a person does before changing one. */
    public Modeler fetches(RepositoryService repository, int version) {
        int status = send("GET", "/engine-rest/version", "application/json", "").statusCode();
        if (status != 200) {
            throw new AssertionError(user + " cannot log in: " + status);
        }
        String deployment = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("crisis-response")
                .processDefinitionVersion(version)
                .singleResult()
                .getDeploymentId();
        repository.getDeploymentResources(deployment).forEach(file -> {
            HttpResponse<String> answer = send(
                    "GET",
                    "/engine-rest/deployment/" + deployment + "/resources/" + file.getId() + "/data",
                    "application/json",
                    "");
            if (answer.statusCode() != 200) {
                throw new AssertionError(user + " cannot fetch " + file.getName() + ": " + answer.statusCode());
            }
        });
        return this;
    }

    public HttpResponse<String> send(String method, String path, String type, String body) {
        String login = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", type)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Makes the plan as shipped run again, whatever a test deployed. */
    public static void deploysThePlanAsShipped(RepositoryService repository) {
        deploysThePlan(repository, Map.of(), "test over");
    }

    /** @param changed contents that take the place of shipped ones, by the names of files such as {@code dmn/drills.dmn} */
    public static void deploysThePlan(RepositoryService repository, Map<String, String> changed, String source) {
        var whole = repository.createDeployment().name("plan").source(source);
        PlanBundle.readFrom("classpath*:").files().forEach((file, shipped) -> {
            byte[] content = changed.containsKey(file) ? changed.get(file).getBytes(StandardCharsets.UTF_8) : shipped;
            whole.addInputStream(file, new java.io.ByteArrayInputStream(content));
        });
        whole.deploy();
    }

    private static Answer json(HttpResponse<String> answer) {
        try {
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(answer.statusCode() + ": " + answer.body(), noJson);
        }
    }
}
