package dev.sedge.agent.io;

/** An output of a guest, under the name that a container's log gives it. */
enum GuestStream {
    STDOUT(" stdout "),
    STDERR(" stderr ");

    private final String field;

    GuestStream(String field) {
        this.field = field;
    }

    /** The field of a record that names it, with the spaces around it. */
    String field() {
        return field;
    }
}
