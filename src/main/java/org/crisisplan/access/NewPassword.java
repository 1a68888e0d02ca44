package org.crisisplan.access;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Makes a password that can be read off a screen and typed: four blocks, no characters that look alike. */
@Component
class NewPassword {

    private static final String SMALL = "abcdefghijkmnpqrstuvwxyz";
    private static final String CAPITAL = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String DIGITS = "23456789";

    private final RandomGenerator random;

    @Autowired
    NewPassword() {
        this(new SecureRandom());
    }

    NewPassword(RandomGenerator random) {
        this.random = random;
    }

    /** A capital, three small letters and a digit to a block: whatever the dice say, every kind of character is in it. */
    String get() {
        return IntStream.range(0, 4).mapToObj(block -> block()).collect(Collectors.joining("-"));
    }

    private String block() {
        return "" + one(CAPITAL) + one(SMALL) + one(SMALL) + one(SMALL) + one(DIGITS);
    }

    private char one(String of) {
        return of.charAt(random.nextInt(of.length()));
    }
}
