package org.crisisplan.plan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** The files of every version of the plan: to be fetched by whoever changes them next, and to be deployed again. */
@Component
class PlanArchive {

    private final RepositoryService repository;
    private final PlanVersionRepository versions;

    PlanArchive(RepositoryService repository, PlanVersionRepository versions) {
        this.repository = repository;
        this.versions = versions;
    }

    boolean holds(PlanVersion version) {
        return repository
                        .createDeploymentQuery()
                        .deploymentId(version.deployment())
                        .count()
                > 0;
    }

    byte[] zip(PlanVersion version, String reader) {
        List<String> names = names(version);
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content(version, name));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        versions.sees(reader, names, version.number());
        return bytes.toByteArray();
    }

    Optional<byte[]> file(PlanVersion version, String name, String reader) {
        if (!names(version).contains(name)) {
            return Optional.empty();
        }
        versions.sees(reader, List.of(name), version.number());
        return Optional.of(content(version, name));
    }

    /** @throws org.crisisplan.plan.check.PlanCheckRefusal when today's check refuses it, or another version runs by now */
    void deployAgain(PlanVersion version, int running, String reason) {
        ((PlanDeploymentBuilder) repository.createDeployment())
                .inPlaceOf(running)
                .because(reason)
                .addDeploymentResources(version.deployment())
                .deploy();
    }

    /** By their place in the plan. */
    SortedMap<String, byte[]> files(PlanVersion version) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        names(version).forEach(name -> files.put(name, content(version, name)));
        return files;
    }

    private List<String> names(PlanVersion version) {
        return repository.getDeploymentResourceNames(version.deployment()).stream()
                .sorted()
                .toList();
    }

    private byte[] content(PlanVersion version, String name) {
        try (InputStream content = repository.getResourceAsStream(version.deployment(), name)) {
            return content.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
