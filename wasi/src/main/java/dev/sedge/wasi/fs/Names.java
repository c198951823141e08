package dev.sedge.wasi.fs;

/** The rule that a file system is only ever asked about single names. */
final class Names {
    private Names() {}

    /**
     * Refuses all that is no single name. The walk above never hands down such a thing; a backend that can reach outside
     * by one does not rely on it.
     */
    static String check(String name) throws ErrnoException {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new ErrnoException(Errno.INVAL, "not the name of an entry");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/' || c == '\0') {
                throw new ErrnoException(Errno.INVAL, "not a single name");
            }
        }
        return name;
    }
}
