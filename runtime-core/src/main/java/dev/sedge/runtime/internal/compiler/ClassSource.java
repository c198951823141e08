package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.internal.cache.CodeArchive;
import dev.sedge.runtime.internal.compiler.emit.ClassFactory;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the classes of a module come from: from the cache, where it has them, else they are written. Thread-safe. */
final class ClassSource {

    private final ClassFactory factory;
    private final Optional<CodeArchive> archive;

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

    /** All classes that can be known ahead; empty when the thread is interrupted meanwhile. */
    Optional<Map<String, byte[]>> writeAll() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (String name : factory.names()) {
            if (Thread.currentThread().isInterrupted()) {
                return Optional.empty();
            }
            all.put(name, DeepStack.call(() -> factory.write(name)));
        }
        return Optional.of(all);
    }
}
