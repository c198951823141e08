package dev.sedge.agent.io;

import java.nio.charset.StandardCharsets;

/** An output of a guest, under the name that a container's log gives it. */
enum GuestStream {
    STDOUT("stdout"),
    STDERR("stderr");

    private final byte[] field;

    GuestStream(String name) {
        this.field = (" " + name + " ").getBytes(StandardCharsets.US_ASCII);
    }

    /** The field of a record that names it, with the spaces around it. Not to be changed. */
    byte[] field() {
        return field;
    }
}
