package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.internal.cache.CodeArchive;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Code that is not kept yet, in the order in which it was written. Not thread-safe. */
final class NewCode {

    private static final String DIVIDED = "divided:";

    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private final Map<String, byte[]> attributes = new LinkedHashMap<>();

    /** Adds a class and the numbers of its functions whose rest is in classes of their own. */
    void add(String name, byte[] file, Set<Integer> divided) {
        classes.put(name, file);
        if (!divided.isEmpty()) {
            ByteBuffer numbers = ByteBuffer.allocate(divided.size() * Integer.BYTES);
            divided.forEach(numbers::putInt);
            attributes.put(DIVIDED.concat(name), numbers.array());
        }
    }

    /** What {@link #add} was told of the functions of a class that is kept. */
    static List<Integer> divided(CodeArchive kept, String name) {
        List<Integer> functions = new ArrayList<>();
        kept.attribute(DIVIDED.concat(name)).ifPresent(numbers -> {
            while (numbers.hasRemaining()) {
                functions.add(numbers.getInt());
            }
        });
        return functions;
    }

    boolean isEmpty() {
        return classes.isEmpty();
    }

    /** The class file of a name. */
    Optional<byte[]> classFile(String name) {
        return Optional.ofNullable(classes.get(name));
    }

    /** How long all classes are. */
    long bytes() {
        long bytes = 0;
        for (byte[] file : classes.values()) {
            bytes += file.length;
        }
        return bytes;
    }

    /** All of it that there is by now. */
    CodeArchive archive() {
        return CodeArchive.of(new LinkedHashMap<>(classes), new LinkedHashMap<>(attributes));
    }

    /** Forgets what an archive has. */
    void removeAll(CodeArchive kept) {
        classes.keySet().removeAll(kept.classNames());
        attributes.keySet().removeAll(kept.attributeNames());
    }
}
