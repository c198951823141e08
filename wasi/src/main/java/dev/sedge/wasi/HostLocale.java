package dev.sedge.wasi;

import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** The one thing about the host's locale that matters: whether the JVM can name every file. */
final class HostLocale {
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private HostLocale() {}

    /** Warns once per JVM when a host directory is granted in a locale in which names beyond ASCII cannot be used. */
    static void warnOnce(WasiConfig config) {
        boolean host = config.preopens().stream()
                .anyMatch(preopen -> preopen.hostPath().isPresent());
        if (host && !isUtf8(System.getProperty("sun.jnu.encoding", "")) && WARNED.compareAndSet(false, true)) {
            System.getLogger(HostLocale.class.getName())
                    .log(
                            Level.WARNING,
                            "this JVM encodes file names as {0}, so guests cannot use names beyond ASCII: set LC_ALL=C.UTF-8",
                            System.getProperty("sun.jnu.encoding"));
        }
    }

    static boolean isUtf8(String encoding) {
        String name = encoding.toLowerCase(Locale.ROOT);
        return name.equals("utf-8") || name.equals("utf8");
    }
}
