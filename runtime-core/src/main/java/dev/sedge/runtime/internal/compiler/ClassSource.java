package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.internal.cache.CodeArchive;
import dev.sedge.runtime.internal.compiler.emit.ClassFactory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the classes of a module come from: from the cache, where it has them, else they are written. Thread-safe. */
final class ClassSource {

    private final ClassFactory factory;
    /** Volatile: written by the thread that writes ahead, read by those that load classes. */
    private volatile Optional<CodeArchive> archive;

    ClassSource(ClassFactory factory, Optional<CodeArchive> archive) {
        this.factory = factory;
        this.archive = archive;
    }

    /** The class file of an internal name. */
    ByteBuffer find(String internalName) {
        return archive.flatMap(it -> it.classFile(internalName))
                .orElseGet(() -> ByteBuffer.wrap(DeepStack.call(() -> factory.write(internalName))));
    }

    /** Whether there is nothing to be written ahead. */
    boolean isComplete() {
        return archive.isPresent();
    }

    /** Writes all classes that can be known ahead, unless the thread is interrupted meanwhile; they are found here then. */
    Optional<CodeArchive> complete(Map<String, byte[]> attributes) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        Deque<String> names = new ArrayDeque<>(factory.names());
        while (!names.isEmpty()) {
            if (Thread.currentThread().isInterrupted()) {
                return Optional.empty();
            }
            String name = names.remove();
            all.put(name, DeepStack.call(() -> factory.write(name)));
            names.addAll(DeepStack.call(() -> factory.companions(name)));
        }
        archive = Optional.of(CodeArchive.of(all, attributes));
        return archive;
    }
}
