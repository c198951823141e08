package dev.sedge.agent.transport.streaming;

import java.util.Locale;

/** The end of an exec or attach as the client reads it from the error stream: a Status of Kubernetes in JSON. */
final class StatusObject {
    private StatusObject() {}

    /** All went well. */
    static String success() {
        return "{\"metadata\":{},\"status\":\"Success\"}";
    }

    /** A program that ended with another status than 0. */
    static String exitCode(int code) {
        return "{\"metadata\":{},\"status\":\"Failure\",\"message\":" + quote(exitMessage(code))
                + ",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\",\"message\":\""
                + code + "\"}]}}";
    }

    /** What is said about such a program where there is no object. */
    static String exitMessage(int code) {
        return "command terminated with non-zero exit code: exit status " + code;
    }

    /** Nothing could be run, or connected. */
    static String failure(String message) {
        return "{\"metadata\":{},\"status\":\"Failure\",\"message\":" + quote(message)
                + ",\"reason\":\"InternalError\",\"details\":{\"causes\":[{\"message\":" + quote(message)
                + "}]},\"code\":500}";
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
