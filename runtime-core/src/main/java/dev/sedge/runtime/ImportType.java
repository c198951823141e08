package dev.sedge.runtime;

/**
 * One import that a module declares.
 *
 * @param module the name of the module it is imported from
 * @param name the name inside that module
 * @param type what the module expects there
 */
public record ImportType(String module, String name, ExternType type) {

    /** The form {@code function env.log (i32) -> ()}. */
    @Override
    public String toString() {
        return type.kind() + " " + module + "." + name + " " + type;
    }
}
