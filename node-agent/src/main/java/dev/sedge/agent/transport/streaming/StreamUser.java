package dev.sedge.agent.transport.streaming;

/** What a connection is for. Every call comes on the connection's event loop. */
interface StreamUser {
    /** The connection is there. Called once, before all else. */
    void connected(SpdyConnection connection);

    /**
     * The client has opened a stream. Whoever takes it sets its receiver.
     *
     * @return false if it is refused
     */
    boolean opened(SpdyStream stream);

    /** The time in which a client has to open its first streams is over. */
    void openingTimeIsOver();

    /** Whether more can be written has changed. */
    void writable(boolean writable);

    /** The connection is closed. */
    void disconnected();
}
