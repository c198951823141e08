package dev.sedge.runtime.internal.cache;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The compiled code of one module: classes in their order, and what is to be known of them as named attributes.
 * Immutable, as long as nobody writes to the bytes that were given or are handed out; copying them would cost more than
 * all else that is done here.
 */
public final class CodeArchive {

    private final Map<String, ByteBuffer> classes;
    private final Map<String, ByteBuffer> attributes;

    private CodeArchive(Map<String, ByteBuffer> classes, Map<String, ByteBuffer> attributes) {
        this.classes = classes;
        this.attributes = attributes;
    }

    /** An archive of these class files and attributes by name; their arrays are not copied. */
    public static CodeArchive of(Map<String, byte[]> classes, Map<String, byte[]> attributes) {
        return new CodeArchive(wrapped(classes), wrapped(attributes));
    }

    /** An archive of parts of one array; the maps are not copied. */
    static CodeArchive ofSlices(Map<String, ByteBuffer> classes, Map<String, ByteBuffer> attributes) {
        return new CodeArchive(classes, attributes);
    }

    /** The names of the classes, in the order in which they were given. */
    public Set<String> classNames() {
        return Collections.unmodifiableSet(classes.keySet());
    }

    /**
     * A class file, as {@link ClassLoader} defines it without a copy: a buffer with an array, from position 0 to its
     * limit, which is the caller's own but for its bytes.
     */
    public Optional<ByteBuffer> classFile(String name) {
        return slice(classes, name);
    }

    /** The names of the attributes, in the order in which they were given. */
    public Set<String> attributeNames() {
        return Collections.unmodifiableSet(attributes.keySet());
    }

    /** An attribute, as {@link #classFile} hands out a class. */
    public Optional<ByteBuffer> attribute(String name) {
        return slice(attributes, name);
    }

    /** The same with the classes of another archive that are not in this one, at the end. */
    public CodeArchive with(CodeArchive more) {
        Map<String, ByteBuffer> all = new LinkedHashMap<>(classes);
        more.classes.forEach(all::putIfAbsent);
        return new CodeArchive(all, attributes);
    }

    /** The same with another attribute. */
    public CodeArchive withAttribute(String name, byte[] value) {
        Map<String, ByteBuffer> all = new LinkedHashMap<>(attributes);
        all.put(name, ByteBuffer.wrap(value));
        return new CodeArchive(classes, all);
    }

    /** The same with more classes, at the end. */
    public CodeArchive with(Map<String, byte[]> more) {
        return with(of(more, Map.of()));
    }

    private static Optional<ByteBuffer> slice(Map<String, ByteBuffer> parts, String name) {
        ByteBuffer part = parts.get(name);
        return part == null ? Optional.empty() : Optional.of(part.slice());
    }

    private static Map<String, ByteBuffer> wrapped(Map<String, byte[]> parts) {
        Map<String, ByteBuffer> wrapped = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            wrapped.put(part.getKey(), ByteBuffer.wrap(part.getValue()));
        }
        return wrapped;
    }

    /** Whether the other has the same classes and attributes, in whatever order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CodeArchive archive
                && classes.equals(archive.classes)
                && attributes.equals(archive.attributes);
    }

    @Override
    public int hashCode() {
        return 31 * classes.hashCode() + attributes.hashCode();
    }

    @Override
    public String toString() {
        return "CodeArchive[classes=" + classes.keySet() + ", attributes=" + attributes.keySet() + "]";
    }
}
