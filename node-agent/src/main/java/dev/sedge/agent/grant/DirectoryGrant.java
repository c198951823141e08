package dev.sedge.agent.grant;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A directory or file of the host, the place where the guest sees it, and whether the guest may change it.
 *
 * @param host where it is on the host
 * @param guest the name or path the guest knows it by
 * @param readOnly whether every change is refused
 */
public record DirectoryGrant(Path host, String guest, boolean readOnly) {

    /**
     * Reads wasmtime's form {@code HOST::GUEST[:ro|:rw]}; {@code HOST} alone is seen under its own name.
     *
     * @throws GrantSyntaxException if it has a single colon, whose order differs from tool to tool, or an empty part
     */
    public static DirectoryGrant parseDir(String text) {
        int colons = text.indexOf("::");
        if (colons < 0) {
            if (text.indexOf(':') >= 0) {
                throw new GrantSyntaxException("'" + text
                        + "' could mean HOST:GUEST or GUEST:HOST: write --dir HOST::GUEST[:ro], or -v HOST:GUEST[:ro]");
            }
            return of(text, text, text, false);
        }
        String guest = text.substring(colons + 2);
        boolean readOnly = guest.endsWith(":ro");
        if (readOnly || guest.endsWith(":rw")) {
            guest = guest.substring(0, guest.length() - 3);
        }
        return of(text, text.substring(0, colons), guest, readOnly);
    }

    /**
     * Reads docker's form {@code HOST:GUEST[:ro|:rw]}.
     *
     * @throws GrantSyntaxException if it has not two or three parts, or the third is neither ro nor rw
     */
    public static DirectoryGrant parseVolume(String text) {
        String[] parts = text.split(":", -1);
        boolean hasMode = parts.length == 3 && (parts[2].equals("ro") || parts[2].equals("rw"));
        if (parts.length != 2 && !hasMode) {
            throw new GrantSyntaxException("'" + text + "' is not HOST:GUEST[:ro|:rw]");
        }
        return of(text, parts[0], parts[1], hasMode && parts[2].equals("ro"));
    }

    private static DirectoryGrant of(String text, String host, String guest, boolean readOnly) {
        if (host.isEmpty() || guest.isEmpty()) {
            throw new GrantSyntaxException(
                    "'" + text + "' names no " + (host.isEmpty() ? "host" : "guest") + " directory");
        }
        try {
            return new DirectoryGrant(Path.of(host), guest, readOnly);
        } catch (InvalidPathException e) {
            throw new GrantSyntaxException("'" + host + "' is not a path of this system: " + e.getReason());
        }
    }
}
