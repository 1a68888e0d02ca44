package org.crisisplan.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The Ed25519 key (RFC 8032) that exports are signed with. It stands in a file outside the database, as PEM, the private part and the
 * public one: whoever can change the database cannot sign what they made of it.
 */
@Component
class SigningKey {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKey.class);
    private static final String ALGORITHM = "Ed25519";
    private static final int FINGERPRINT = 32;

    private final Path file;
    private @Nullable KeyPair pair;

    SigningKey(AuditSettings settings) {
        this.file = settings.signingKey();
    }

    /** @throws UnusableKey if the file cannot be read or made, or holds something else */
    synchronized KeyPair pair() {
        if (pair == null) {
            try {
                pair = Files.exists(file) ? read() : made();
                LOG.info("Exported records are signed with {}; auditors know it by {}", file, fingerprint(publicKey()));
            } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
                throw new UnusableKey(file, unusable);
            }
        }
        return pair;
    }

    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair().getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException unusable) {
            throw new UnusableKey(file, unusable);
        }
    }

    String publicPem() {
        return pem("PUBLIC KEY", pair().getPublic().getEncoded());
    }

    /** The public part, base64 of its X.509 form. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(pair().getPublic().getEncoded());
    }

    /** By this an auditor knows the key again, as {@code verify.py} shows it: SHA-256 over the public part, its first 16 bytes. */
    static String fingerprint(String publicKey) {
        return Sha256.hex(Base64.getDecoder().decode(publicKey)).substring(0, FINGERPRINT);
    }

    /** @param publicKey as {@link #publicKey()} gave it; a text that is no key has signed nothing */
    static boolean hasSigned(String publicKey, byte[] content, String signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(KeyFactory.getInstance(ALGORITHM)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey))));
            check.update(content);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            return false;
        }
    }

    private KeyPair made() throws IOException, GeneralSecurityException {
        KeyPair made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        String text = pem("PRIVATE KEY", made.getPrivate().getEncoded())
                + pem("PUBLIC KEY", made.getPublic().getEncoded());
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] ownersOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path whole = Files.createTempFile(folder, "signing-key", ".tmp", ownersOnly);
        try {
            Files.writeString(whole, text);
            // another node that shares the folder may have been first
            Files.createLink(file, whole);
            return made;
        } catch (FileAlreadyExistsException first) {
            return read();
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private KeyPair read() throws IOException, GeneralSecurityException {
        String text = Files.readString(file);
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        return new KeyPair(
                keys.generatePublic(new X509EncodedKeySpec(part(text, "PUBLIC KEY"))),
                keys.generatePrivate(new PKCS8EncodedKeySpec(part(text, "PRIVATE KEY"))));
    }

    private static byte[] part(String text, String name) {
        Matcher found = Pattern.compile("-----BEGIN " + name + "-----([^-]+)-----END " + name + "-----")
                .matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("has no part '" + name + "'");
        }
        return Base64.getMimeDecoder().decode(found.group(1));
    }

    private static String pem(String name, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(name, base64, name)
                .replace("\r", "");
    }
}
