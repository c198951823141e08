package dev.sedge.agent.io;

/** The end of a line on a terminal. */
final class LineEnds {
    private LineEnds() {}

    /** A copy with CR LF for each LF, because the terminal of the client is in its raw mode. */
    static byte[] toTerminal(byte[] bytes, int offset, int length) {
        int lines = 0;
        for (int i = offset; i < offset + length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        byte[] converted = new byte[length + lines];
        int at = 0;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                converted[at++] = '\r';
            }
            converted[at++] = bytes[i];
        }
        return converted;
    }
}
