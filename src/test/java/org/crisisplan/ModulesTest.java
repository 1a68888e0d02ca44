package org.crisisplan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Each module sees of the others what they offer, and only those that its package-info names; the same holds for templates and texts
 * on pages. The diagram of the modules is made from the code.
 */
class ModulesTest {

    private static final ApplicationModules MODULES = ApplicationModules.of(CrisisPlanApplication.class);
    private static final Path JAVA = Path.of("src/main/java/org/crisisplan");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path DIAGRAM = Path.of("src/docs/modules.md");

    /** Folders of templates and bundles of texts that are not called after their module. */
    private static final Map<String, String> OWNERS = Map.of(
            "error.html", "web",
            "mail", "notify",
            "statements", "publish",
            "reports", "signals",
            "task", "board",
            "dossier", "audit",
            "proof", "audit");

    /** What every page has around it. */
    private static final String FRAME = "web";

    private static final Pattern FRAGMENT = Pattern.compile("~\\{\\s*([a-z]+)/[a-z]+");
    private static final Pattern KEY_IN_TEMPLATE = Pattern.compile("#\\{\\|?([a-z]+\\.[\\w.]*)");
    private static final Pattern WORD = Pattern.compile("\"([a-z]+)([./])([\\w./-]+)\"");
    private static final Pattern PURPOSE = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    @Test
    void modulesUseOnlyWhatOthersOfferThem() {
        MODULES.verify();
    }

    @Test
    void everyModuleSaysWhichOthersItUses() {
        assertThat(MODULES.stream().map(module -> module.getIdentifier().toString()))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(JAVA.resolve(module).resolve("package-info.java"))
                        .content()
                        .containsPattern("@ApplicationModule\\(\\s*allowedDependencies = "));
    }

    @Test
    void templatesUseThoseOfTheirModuleAndTheFrame() throws IOException {
        List<String> foreign = new ArrayList<>();
        for (Path template : files(TEMPLATES, ".html")) {
            String owner = owner(TEMPLATES.relativize(template).getName(0).toString());
            FRAGMENT.matcher(Files.readString(template)).results().forEach(used -> {
                String of = owner(used.group(1));
                if (!of.equals(owner) && !of.equals(FRAME)) {
                    foreign.add(template + " uses " + used.group());
                }
            });
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void templatesUseTheTextsOfTheirModuleAndTheFrame() throws IOException {
        Map<String, Set<String>> keys = keys();
        List<String> foreign = new ArrayList<>();
        for (Path template : files(TEMPLATES, ".html")) {
            String owner = owner(TEMPLATES.relativize(template).getName(0).toString());
            KEY_IN_TEMPLATE.matcher(Files.readString(template)).results().forEach(used -> {
                String key = used.group(1);
                if (!has(keys, owner, key) && !has(keys, FRAME, key)) {
                    foreign.add(template + " uses " + key);
                }
            });
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void codeUsesTheTemplatesAndTextsOfItsModule() throws IOException {
        Map<String, Set<String>> keys = keys();
        List<String> foreign = new ArrayList<>();
        for (Path file : files(JAVA, ".java")) {
            String module = JAVA.relativize(file).getName(0).toString();
            Matcher word = WORD.matcher(Files.readString(file));
            while (word.find()) {
                String whole = word.group(1) + word.group(2) + word.group(3);
                boolean isTemplate = word.group(2).equals("/") && Files.exists(TEMPLATES.resolve(whole + ".html"));
                boolean isText = keys.values().stream().anyMatch(some -> some.contains(whole));
                String owner = owner(word.group(1));
                if ((isTemplate || isText) && !owner.equals(module) && !owner.equals(FRAME)) {
                    foreign.add(file + " uses " + whole);
                }
            }
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void theDiagramIsWhatTheCodeSays() throws IOException {
        Path made = Path.of("target/modules.md");
        Files.writeString(made, diagram());
        assertThat(DIAGRAM)
                .as("The modules have changed. Renew their diagram: cp %s %s", made, DIAGRAM)
                .exists()
                .hasSameTextualContentAs(made);
    }

    private static String diagram() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Modules

                Made from the code by `ModulesTest`; do not edit. An arrow says who uses whom. `web`, `engine` and `department` are used by
                nearly all, so arrows to them stand in the table only.

                ```mermaid
                graph TD
                """);
        Set<String> foundations = Set.of("web", "engine", "department");
        Map<String, Set<String>> uses = new TreeMap<>();
        for (ApplicationModule module : MODULES) {
            uses.put(
                    module.getIdentifier().toString(),
                    module.getDirectDependencies(MODULES)
                            .uniqueModules()
                            .map(other -> other.getIdentifier().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        uses.forEach((module, others) -> {
            page.append("    ").append(module).append('\n');
            others.stream()
                    .filter(other -> !foundations.contains(other))
                    .forEach(other -> page.append("    %s --> %s%n".formatted(module, other)));
        });
        page.append("```\n\n| module | what it is | uses |\n| --- | --- | --- |\n");
        for (Map.Entry<String, Set<String>> module : uses.entrySet()) {
            page.append("| `%s` | %s | %s |%n"
                    .formatted(module.getKey(), purpose(module.getKey()), String.join(", ", module.getValue())));
        }
        return page.toString();
    }

    /** The first sentence of the package's documentation. */
    private static String purpose(String module) throws IOException {
        Matcher text = PURPOSE.matcher(Files.readString(JAVA.resolve(module).resolve("package-info.java")));
        if (!text.find()) {
            return "";
        }
        String words = text.group(1).replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip();
        int end = words.indexOf(". ");
        return (end < 0 ? words : words.substring(0, end + 1)).replaceAll("\\{@\\w+ ([^}]*)}", "`$1`");
    }

    private static String owner(String folder) {
        return OWNERS.getOrDefault(folder, folder);
    }

    private static boolean has(Map<String, Set<String>> keys, String module, String key) {
        // a key that goes on with something of the moment ends with a dot here
        return keys.getOrDefault(module, Set.of()).stream()
                .anyMatch(known -> key.endsWith(".") ? known.startsWith(key) : known.equals(key));
    }

    private static Map<String, Set<String>> keys() throws IOException {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (Path bundle : files(MESSAGES, ".properties")) {
            Properties texts = new Properties();
            try (InputStream content = Files.newInputStream(bundle);
                    Reader reader = new InputStreamReader(content, UTF_8)) {
                texts.load(reader);
            }
            String name = bundle.getFileName().toString().replaceFirst("(_zh)?\\.properties$", "");
            keys.computeIfAbsent(owner(name), first -> new TreeSet<>()).addAll(texts.stringPropertyNames());
        }
        return keys;
    }

    private static List<Path> files(Path under, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(under)) {
            List<Path> files = all.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            assertThat(files).as("files below " + under).isNotEmpty();
            return files;
        }
    }
}
