package org.crisisplan.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The texts that come with the product: those of a plan that brings none of its own. */
public final class ProductTexts {

    public static final String FOLDER = "texts";
    public static final String ENDING = ".txt";

    private static final SortedMap<String, byte[]> FILES = read();

    private ProductTexts() {}

    /** By their place in a plan, such as {@code texts/progress.en.txt}. */
    public static SortedMap<String, byte[]> files() {
        return FILES;
    }

    /** Where a plan keeps a text. */
    public static String fileOf(String text, WrittenLanguage language) {
        return FOLDER + "/" + text + "." + language.code() + ENDING;
    }

    private static SortedMap<String, byte[]> read() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try {
            var resolver = new PathMatchingResourcePatternResolver(ProductTexts.class.getClassLoader());
            for (Resource file : resolver.getResources("classpath:" + FOLDER + "/*" + ENDING)) {
                files.put(FOLDER + "/" + file.getFilename(), file.getContentAsByteArray());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The texts of the product cannot be read", unreadable);
        }
        return Collections.unmodifiableSortedMap(files);
    }
}
