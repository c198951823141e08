package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.internal.compiler.emit.ClassFactory;
import dev.sedge.runtime.internal.compiler.emit.Names;
import dev.sedge.runtime.internal.compiler.run.EntryPoint;
import dev.sedge.runtime.internal.compiler.run.InstanceState;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Loads the classes of one module, each written when the JVM first asks for it. The JVM unloads them with the last instance
 * and module that use them. Its name tells its frames from those of other modules in stack traces.
 */
final class ModuleLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final AtomicLong COUNT = new AtomicLong();

    private final ClassFactory factory;

    private ModuleLoader(ClassFactory factory) {
        super("wasm-" + COUNT.incrementAndGet(), InstanceState.class.getClassLoader());
        this.factory = factory;
    }

    static ModuleLoader of(ClassFactory factory) {
        ModuleLoader loader = new ModuleLoader(factory);
        // Generated classes are in a module of their own, to which nothing is open otherwise.
        Module own = ModuleLoader.class.getModule();
        own.addExports(InstanceState.class.getPackageName(), loader.getUnnamedModule());
        return loader;
    }

    /** A new state. */
    InstanceState newState() {
        return make("State", InstanceState.class);
    }

    /** What calls a function from outside. */
    EntryPoint entry(int function) {
        return make("E" + function, EntryPoint.class);
    }

    private <T> T make(String name, Class<T> type) {
        try {
            Class<?> made = loadClass(Names.PACKAGE.replace('/', '.') + name);
            return type.cast(made.getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("generated class " + name + " cannot be used", e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String internal = name.replace('.', '/');
        if (!internal.startsWith(Names.PACKAGE)) {
            throw new ClassNotFoundException(name);
        }
        byte[] bytes = DeepStack.call(() -> factory.write(internal));
        return defineClass(name, bytes, 0, bytes.length);
    }
}
