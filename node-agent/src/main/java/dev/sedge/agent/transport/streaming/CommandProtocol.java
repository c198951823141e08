package dev.sedge.agent.transport.streaming;

import java.util.Arrays;
import java.util.List;

/** The versions of the protocol of exec and attach, the newest first. */
enum CommandProtocol {
    /** Tells the exit status in an object of JSON. */
    V4("v4.channel.k8s.io"),
    /** Has a stream for the size of the terminal. */
    V3("v3.channel.k8s.io"),
    /** As the first, with its defects mended. */
    V2("v2.channel.k8s.io"),
    /** The first. */
    V1("channel.k8s.io");

    private final String id;

    CommandProtocol(String id) {
        this.id = id;
    }

    /** The names of all. */
    static List<String> names() {
        return Arrays.stream(values()).map(protocol -> protocol.id).toList();
    }

    /** The version of a name from {@link #names}. */
    static CommandProtocol of(String name) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.id.equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean hasResize() {
        return this == V4 || this == V3;
    }

    boolean hasStatusObject() {
        return this == V4;
    }
}
