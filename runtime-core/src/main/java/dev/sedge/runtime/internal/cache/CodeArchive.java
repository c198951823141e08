package dev.sedge.runtime.internal.cache;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The compiled code of one module: classes in their order, and what is to be known of them as named attributes. What of it
 * is in a file is read when it is asked for; it is not to be had if it is damaged, nor after the archive was closed.
 * Immutable else, as long as nobody writes to the bytes that were given or are handed out; copying them would cost more
 * than all else that is done here.
 */
public final class CodeArchive implements AutoCloseable {

    private final Map<String, Part> classes;
    private final Map<String, Part> attributes;
    private final Optional<EntrySource> file;

    /**
     * An archive of these maps, which are not copied.
     *
     * @param file where some of the parts are
     */
    CodeArchive(Map<String, Part> classes, Map<String, Part> attributes, Optional<EntrySource> file) {
        this.classes = classes;
        this.attributes = attributes;
        this.file = file;
    }

    /** An archive of these class files and attributes by name; their arrays are not copied. */
    public static CodeArchive of(Map<String, byte[]> classes, Map<String, byte[]> attributes) {
        return new CodeArchive(parts(classes), parts(attributes), Optional.empty());
    }

    Map<String, Part> classes() {
        return classes;
    }

    Map<String, Part> attributes() {
        return attributes;
    }

    Optional<EntrySource> file() {
        return file;
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
        return bytes(classes, name);
    }

    /** The names of the attributes, in the order in which they were given. */
    public Set<String> attributeNames() {
        return Collections.unmodifiableSet(attributes.keySet());
    }

    /** An attribute, as {@link #classFile} hands out a class. */
    public Optional<ByteBuffer> attribute(String name) {
        return bytes(attributes, name);
    }

    /**
     * The same with what another archive has, in place of what has the same name here, else at the end. Of use as long as
     * both are open.
     */
    public CodeArchive with(CodeArchive more) {
        Map<String, Part> allClasses = new LinkedHashMap<>(classes);
        allClasses.putAll(more.classes);
        Map<String, Part> allAttributes = new LinkedHashMap<>(attributes);
        allAttributes.putAll(more.attributes);
        return new CodeArchive(allClasses, allAttributes, file);
    }

    /** The same with another attribute. */
    public CodeArchive withAttribute(String name, byte[] value) {
        Map<String, Part> all = new LinkedHashMap<>(attributes);
        all.put(name, Part.of(value));
        return new CodeArchive(classes, all, file);
    }

    /** How many bytes the classes have. */
    public long bytes() {
        long bytes = 0;
        for (Part part : classes.values()) {
            bytes += part.length();
        }
        return bytes;
    }

    /** Lets go of the file, if there is one. The collector would, too, in its time. */
    @Override
    public void close() {
        file.ifPresent(EntrySource::close);
    }

    private static Optional<ByteBuffer> bytes(Map<String, Part> parts, String name) {
        Part part = parts.get(name);
        return part == null ? Optional.empty() : part.intact();
    }

    private static Map<String, Part> parts(Map<String, byte[]> bytes) {
        Map<String, Part> parts = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> part : bytes.entrySet()) {
            parts.put(part.getKey(), Part.of(part.getValue()));
        }
        return parts;
    }

    @Override
    public String toString() {
        return "CodeArchive[classes=" + classes.keySet() + ", attributes=" + attributes.keySet() + "]";
    }
}
