package dev.sedge.runtime;

/**
 * One export that a module declares.
 *
 * @param name the exported name
 * @param type what is exported
 */
public record ExportType(String name, ExternType type) {

    /** The form {@code function _start () -> ()}. */
    @Override
    public String toString() {
        return type.kind() + " " + name + " " + type;
    }
}
