package dev.sedge.agent.grant;

/**
 * One variable of a guest's environment.
 *
 * @param name its name: not empty, without {@code =} and NUL
 * @param value its value: without NUL
 */
public record EnvironmentVariable(String name, String value) {

    /**
     * Reads {@code NAME=VALUE}; the value may be empty and may hold further equals signs.
     *
     * @throws GrantSyntaxException if it has no name or no equals sign, or a NUL anywhere
     */
    public static EnvironmentVariable parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new GrantSyntaxException(
                    "'" + text + "' has no value: give NAME=VALUE, nothing is taken over from the host's environment");
        }
        if (equals == 0 || text.indexOf('\0') >= 0) {
            throw new GrantSyntaxException("'" + text.replace('\0', '?') + "' is not NAME=VALUE");
        }
        return new EnvironmentVariable(text.substring(0, equals), text.substring(equals + 1));
    }

    @Override
    public String toString() {
        return name + "=" + value;
    }
}
