package org.crisisplan.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.util.unit.DataSize;

/**
 * How large the body of a request may be under an address. Offered as a bean by whoever serves the address; where several fit, the
 * smallest counts.
 *
 * @param path such as {@code /api}: that address and all below it
 */
public record BodyLimit(String path, DataSize most) {

    /** A body whose length is not announced is read into memory before anything looks at it. */
    private static final DataSize LARGEST = DataSize.ofMegabytes(64);

    public BodyLimit {
        if (most.toBytes() < 1 || most.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("The limit of bodies to %s must be from 1B to %dMB, not %s"
                    .formatted(path, LARGEST.toMegabytes(), most));
        }
    }

    boolean appliesTo(HttpServletRequest request) {
        String address = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        return address.equals(path) || address.startsWith(path + "/");
    }
}
