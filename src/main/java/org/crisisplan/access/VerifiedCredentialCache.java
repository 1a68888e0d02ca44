package org.crisisplan.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Right passwords of the last minutes, so that a machine that sends its own with each request does not pay for the slow check each
 * time. Only digests are kept, by a key that this process alone knows and that dies with it; a changed password makes another one.
 */
@Component
class VerifiedCredentialCache {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST = 2_000;

    private final SecretKeySpec key;

    private final Map<String, Long> since = new LinkedHashMap<>(16, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    VerifiedCredentialCache() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    boolean has(Account account, String password) {
        String digest = digest(account, password);
        synchronized (since) {
            Long moment = since.get(digest);
            return moment != null && System.nanoTime() - moment < KEPT.toNanos();
        }
    }

    void add(Account account, String password) {
        String digest = digest(account, password);
        synchronized (since) {
            since.put(digest, System.nanoTime());
        }
    }

    private String digest(Account account, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : new String[] {account.name(), account.kept(), password}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(bytes);
            }
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
