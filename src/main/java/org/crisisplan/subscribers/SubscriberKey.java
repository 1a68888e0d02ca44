package org.crisisplan.subscribers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The key that stands in a file outside the database: whoever has the database alone reads no address, finds none and makes no link.
 * Each purpose has a key of its own, derived from it.
 */
@Component
class SubscriberKey {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriberKey.class);
    private static final String HMAC = "HmacSHA256";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private byte @Nullable [] key;

    SubscriberKey(SubscriberSettings settings) {
        this.file = settings.key();
    }

    /** A keyed hash; one made for one purpose is worth nothing for another. */
    byte[] hash(String purpose, byte[] what) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(derived(purpose), HMAC));
            return mac.doFinal(what);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + HMAC, impossible);
        }
    }

    String hashInHex(String purpose, String text) {
        return HexFormat.of().formatHex(hash(purpose, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param purpose what is encrypted; it is read with the same one only */
    String encrypt(String purpose, String text) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, purpose, nonce, text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(NONCE + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    /** @throws UnusableKey when it was encrypted with another key */
    String decrypt(String purpose, String encrypted) {
        byte[] bytes = Base64.getDecoder().decode(encrypted);
        return new String(
                crypt(
                        Cipher.DECRYPT_MODE,
                        purpose,
                        Arrays.copyOf(bytes, NONCE),
                        Arrays.copyOfRange(bytes, NONCE, bytes.length)),
                StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, String purpose, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(
                    mode,
                    new SecretKeySpec(derived("encrypt " + purpose), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException unusable) {
            throw new UnusableKey(file, unusable);
        }
    }

    private byte[] derived(String purpose) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key(), HMAC));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + HMAC, impossible);
        }
    }

    private synchronized byte[] key() {
        if (key == null) {
            try {
                key = Files.exists(file) ? read() : made();
            } catch (IOException | IllegalArgumentException unusable) {
                throw new UnusableKey(file, unusable);
            }
        }
        return key;
    }

    private byte[] made() throws IOException {
        byte[] made = new byte[KEY_BYTES];
        random.nextBytes(made);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] ownersOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path whole = Files.createTempFile(folder, "subscribers", ".tmp", ownersOnly);
        try {
            Files.writeString(whole, HexFormat.of().formatHex(made) + "\n");
            // another node that shares the folder may have been first
            Files.createLink(file, whole);
            LOG.info(
                    "Addresses of subscribers are encrypted with {}; keep a copy of it apart from those of the database",
                    file);
            return made;
        } catch (FileAlreadyExistsException first) {
            return read();
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private byte[] read() throws IOException {
        byte[] read = HexFormat.of().parseHex(Files.readString(file).strip());
        if (read.length != KEY_BYTES) {
            throw new IllegalArgumentException("does not hold " + KEY_BYTES + " bytes in hexadecimal");
        }
        return read;
    }

    /** No subscriber can be told and no link read: the file of the key cannot be read or made, or is not the one of this database. */
    static class UnusableKey extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusableKey(Path file, Exception cause) {
            super(
                    "The key %s cannot be used: %s. Addresses of subscribers are encrypted with it (crisis-plan.subscribers.key)."
                            .formatted(file, cause),
                    cause);
        }
    }
}
