package org.crisisplan.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What can be known of {@code docker/} without an engine that runs containers. */
class DockerFilesTest {

    private static final Path FOLDER = Path.of("docker");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:?[-?])?[^}]*}");

    /** What these settings hold has names that the product does not know. */
    private static final List<String> MAPS = List.of("SPRING_MAIL_PROPERTIES_", "CRISISPLAN_SIGNALS_");

    private final String text = read(FOLDER.resolve("compose.yaml"));
    private final JsonNode composition;

    DockerFilesTest() throws IOException {
        // the YAML of compose merges maps by <<, which Jackson leaves as it is
        composition = new YAMLMapper().readTree(text.replaceAll("<<: \\*\\w+", "merged: true"));
    }

    @Test
    void eachVariableHasADefaultOrIsAskedForAndIsExplained() {
        String example = read(FOLDER.resolve(".env.example"));
        List<String> used = new ArrayList<>();
        VARIABLE.matcher(text).results().forEach(variable -> {
            assertThat(variable.group(2)).as(variable.group()).isIn(":-", ":?");
            used.add(variable.group(1));
        });
        assertThat(used).hasSizeGreaterThan(5);
        assertThat(new TreeSet<>(used))
                .allSatisfy(variable -> assertThat(example).contains(variable + "="));
    }

    @Test
    void eachSettingOfTheNodesIsOneOfTheProduct() throws Exception {
        Set<String> known = settings();
        assertThat(known).contains("SPRING_DATASOURCE_URL", "CRISISPLAN_PLAN_LOCATION");

        Set<String> given = new TreeSet<>();
        composition.path("x-node").path("environment").fieldNames().forEachRemaining(given::add);

        assertThat(given).hasSizeGreaterThan(5).contains("CRISISPLAN_SHUTDOWN_UNREADYFOR");
        assertThat(given)
                .allSatisfy(
                        name -> assertThat(known.contains(name) || MAPS.stream().anyMatch(name::startsWith))
                                .as(name)
                                .isTrue());
    }

    @Test
    void aNodeHasTimeToStopAndTheProxyToNotice() throws IOException {
        JsonNode node = composition.path("x-node");
        Duration unready = seconds(
                node.path("environment").path("CRISISPLAN_SHUTDOWN_UNREADYFOR").asText());
        Duration grace = seconds(node.path("stop_grace_period").asText());
        List<Duration> looks = Pattern.compile("health_interval (\\d+s)")
                .matcher(Files.readString(RealCaddy.CONFIGURATION))
                .results()
                .map(look -> seconds(look.group(1)))
                .toList();

        assertThat(looks)
                .isNotEmpty()
                .allSatisfy(look -> assertThat(unready).isGreaterThanOrEqualTo(look.plusSeconds(4)));
        assertThat(grace).as("also for the web server and mails, 30 s each").isGreaterThan(unready.plusSeconds(60));
    }

    @Test
    void itsPartsAreThere() {
        for (String node : List.of("node1", "node2")) {
            assertThat(read(RealCaddy.CONFIGURATION)).contains(node + ":8080");
            assertThat(composition.path("services").has(node)).isTrue();
        }
        composition
                .path("services")
                .forEach(service -> service.path("volumes").forEach(volume -> {
                    String from = volume.asText().split(":")[0];
                    assertThat(
                                    from.startsWith("./")
                                            ? Files.exists(FOLDER.resolve(from.substring(2)))
                                            : composition.path("volumes").has(from))
                            .as(volume.asText())
                            .isTrue();
                }));
    }

    @Test
    @ExtendWith(RealCaddy.Condition.class)
    void theProxyUnderstandsItsConfiguration(@TempDir Path home) throws Exception {
        ProcessBuilder validation = new ProcessBuilder(
                        RealCaddy.program().toString(),
                        "validate",
                        "--config",
                        RealCaddy.CONFIGURATION.toString(),
                        "--adapter",
                        "caddyfile")
                .redirectErrorStream(true);
        validation.environment().put("HOME", home.toString());
        Process caddy = validation.start();
        String said = new String(caddy.getInputStream().readAllBytes());

        assertThat(caddy.waitFor()).as(said).isZero();
        assertThat(said).contains("Valid configuration");
    }

    private static Duration seconds(String written) {
        return Duration.ofSeconds(Long.parseLong(written.replace("s", "")));
    }

    /** As names of environment variables: those that libraries describe, and those of our own records. */
    private static Set<String> settings() throws Exception {
        Set<String> names = new TreeSet<>();
        var json = new ObjectMapper();
        ClassLoader classes = DockerFilesTest.class.getClassLoader();
        for (URL described : Collections.list(classes.getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = described.openStream()) {
                json.readTree(in)
                        .path("properties")
                        .forEach(property ->
                                names.add(variable(property.path("name").asText())));
            }
        }
        var ours = new ClassPathScanningCandidateComponentProvider(false);
        ours.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : ours.findCandidateComponents("org.crisisplan")) {
            Class<?> settings = Class.forName(found.getBeanClassName());
            String prefix =
                    settings.getAnnotation(ConfigurationProperties.class).value();
            components(settings).map(name -> variable(prefix + "." + name)).forEach(names::add);
        }
        return names;
    }

    private static Stream<String> components(Class<?> settings) {
        RecordComponent[] components = settings.getRecordComponents();
        return components == null
                ? Stream.empty()
                : Stream.of(components)
                        .flatMap(component -> Stream.concat(
                                Stream.of(component.getName()),
                                components(component.getType()).map(inner -> component.getName() + "." + inner)));
    }

    private static String variable(String setting) {
        return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
