package dev.sedge.runtime.internal.compiler.tree;

/**
 * A static method of the runtime.
 *
 * @param owner the internal name of its class
 * @param name its name
 * @param descriptor its parameters and its result
 * @param state whether its last parameter is the state of the instance
 * @param effects what it does
 */
public record RuntimeMethod(String owner, String name, String descriptor, boolean state, Effects effects) {

    /** The kind of its result; of a method without one there is none to ask for. */
    public Kind resultKind() {
        return switch (descriptor.charAt(descriptor.indexOf(')') + 1)) {
            case 'I' -> Kind.INT;
            case 'J' -> Kind.LONG;
            case 'F' -> Kind.FLOAT;
            case 'D' -> Kind.DOUBLE;
            case 'L' -> Kind.REF;
            default -> throw new IllegalStateException(name + descriptor + " has no result");
        };
    }

    /** Whether it yields nothing. */
    public boolean isVoid() {
        return descriptor.endsWith("V");
    }
}
