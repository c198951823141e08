package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.internal.compiler.emit.Names;
import dev.sedge.runtime.internal.compiler.run.EntryPoint;
import dev.sedge.runtime.internal.compiler.run.InstanceState;
import dev.sedge.runtime.internal.compiler.run.TailEntry;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Loads the classes of one module, each when the JVM first asks for it. The JVM unloads them with the last instance
 * and module that use them. Its name tells its frames from those of other modules in stack traces.
 */
final class ModuleLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String PACKAGE = Names.PACKAGE.replace('/', '.');

    private static final AtomicLong COUNT = new AtomicLong();

    private final ClassSource classes;
    private final CodeBudget budget;

    private ModuleLoader(ClassSource classes, CodeBudget budget) {
        super("wasm-" + COUNT.incrementAndGet(), InstanceState.class.getClassLoader());
        this.classes = classes;
        this.budget = budget;
    }

    static ModuleLoader of(ClassSource classes, CodeBudget budget) {
        ModuleLoader loader = new ModuleLoader(classes, budget);
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

    /** What calls a function in place of another. */
    TailEntry tailEntry(int function) {
        return make("R" + function, TailEntry.class);
    }

    private <T> T make(String name, Class<T> type) {
        try {
            Class<?> made = loadClass(PACKAGE.concat(name));
            return type.cast(made.getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("generated class " + name + " cannot be used", e);
        }
    }

    /** Generated classes are nowhere else; a search would open all jars of the class path before it said so. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            throw new ClassNotFoundException(name);
        }
        ByteBuffer file = classes.find(name.replace('.', '/'));
        budget.take(file.remaining());
        return defineClass(name, file, null);
    }
}
