package org.crisisplan.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * How the engine keeps passwords: by Spring Security's bcrypt. That looks at 72 bytes only, so it is given a digest of what the
 * engine has already salted, and no part of a long password goes unread.
 */
@Component
class SlowHash implements PasswordEncryptor {

    static final String NAME = "bcrypt";

    private final BCryptPasswordEncoder encoder;

    SlowHash(AccessSettings settings) {
        this.encoder = new BCryptPasswordEncoder(settings.passwordStrength());
    }

    @Override
    public String encrypt(String salted) {
        return encoder.encode(digest(salted));
    }

    @Override
    public boolean check(String salted, String hash) {
        return encoder.matches(digest(salted), hash);
    }

    @Override
    public String hashAlgorithmName() {
        return NAME;
    }

    /** @param kept as it is in the database, with the name of its algorithm in braces */
    boolean isOutdated(String kept) {
        String prefix = "{" + NAME + "}";
        return !kept.startsWith(prefix) || encoder.upgradeEncoding(kept.substring(prefix.length()));
    }

    private static String digest(String salted) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(salted.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
