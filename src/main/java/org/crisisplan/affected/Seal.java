package org.crisisplan.affected;

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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what names people unreadable in the database: AES-256-GCM with a key in a file, and for finding somebody again an HMAC with
 * another key made from it. What is sealed for one place (crisis and person) opens at no other.
 */
@Component
class Seal {

    private static final Logger LOG = LoggerFactory.getLogger(Seal.class);
    private static final String MAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte VERSION = 1;

    private final Path file;
    private final JdbcClient sql;
    private final TransactionTemplate apart;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Keys keys;

    Seal(AffectedSettings settings, JdbcClient sql, PlatformTransactionManager transactions) {
        this.file = settings.key();
        this.sql = sql;
        this.apart = new TransactionTemplate(
                transactions, new DefaultTransactionDefinition(Propagation.REQUIRES_NEW.value()));
    }

    private record Keys(SecretKeySpec sealing, SecretKeySpec finding) {}

    byte[] seal(String place, byte[] content) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, place, nonce);
            return ByteBuffer.allocate(1 + NONCE_BYTES + content.length + TAG_BITS / Byte.SIZE)
                    .put(VERSION)
                    .put(nonce)
                    .put(cipher.doFinal(content))
                    .array();
        } catch (GeneralSecurityException unusable) {
            throw new UnusableSeal(file, "cannot be used", unusable);
        }
    }

    /** @throws UnusableSeal if it was sealed with another key, for another place, or changed since */
    byte[] open(String place, byte[] sealed) {
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, place, Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES));
            return cipher.doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        } catch (GeneralSecurityException | ArrayIndexOutOfBoundsException | IllegalArgumentException notIt) {
            throw new UnusableSeal(
                    file, "does not open what the database holds: it is another key, or the row was changed", notIt);
        }
    }

    private Cipher cipher(int mode, String place, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keys().sealing(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The same for the same words, and nobody without the key can try words out: 40 hexadecimal digits. */
    String mark(String words) {
        try {
            return HexFormat.of().formatHex(mac(keys().finding(), words), 0, 20);
        } catch (GeneralSecurityException unusable) {
            throw new UnusableSeal(file, "cannot be used", unusable);
        }
    }

    private static byte[] mac(SecretKeySpec key, String words) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(MAC);
        mac.init(key);
        return mac.doFinal(words.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized Keys keys() {
        if (keys == null) {
            try {
                SecretKeySpec whole = new SecretKeySpec(Files.exists(file) ? read() : made(), MAC);
                Keys made = new Keys(
                        new SecretKeySpec(mac(whole, "sealing"), "AES"), new SecretKeySpec(mac(whole, "finding"), MAC));
                checkThatItIsTheOne(HexFormat.of().formatHex(mac(whole, "fingerprint"), 0, 16));
                keys = made;
            } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
                throw new UnusableSeal(file, "cannot be read or made", unusable);
            }
        }
        return keys;
    }

    /** Another key would take everybody for somebody new, and tell them once more. */
    private void checkThatItIsTheOne(String fingerprint) {
        apart.executeWithoutResult(begun -> {
            sql.sql("insert into affected_seal (id, fingerprint) select 1, cast(? as varchar)"
                            + " where not exists (select 1 from affected_seal)")
                    .param(fingerprint)
                    .update();
            String first = sql.sql("select fingerprint from affected_seal where id = 1")
                    .query(String.class)
                    .single();
            if (!first.equals(fingerprint)) {
                throw new UnusableSeal(
                        file,
                        "is not the key that the lists in this database were sealed with; put that one back",
                        new IllegalStateException(fingerprint));
            }
        });
        LOG.info("Those affected are sealed with {}; without this file nobody can read them again", file);
    }

    private byte[] read() throws IOException {
        byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("it must hold 32 bytes in Base64");
        }
        return key;
    }

    private byte[] made() throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] ownersOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path whole = Files.createTempFile(folder, "affected-key", ".tmp", ownersOnly);
        try {
            Files.writeString(whole, Base64.getEncoder().encodeToString(key) + "\n");
            // another node that shares the folder may have been first
            Files.createLink(file, whole);
            return key;
        } catch (FileAlreadyExistsException first) {
            return read();
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
