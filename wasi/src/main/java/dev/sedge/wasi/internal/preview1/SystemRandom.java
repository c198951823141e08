package dev.sedge.wasi.internal.preview1;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random bytes of the operating system. From the device itself where there is one, as the JDK's own generator has them:
 * finding that one through the providers of a JVM that has just started takes tens of milliseconds. Confined to one
 * thread.
 */
final class SystemRandom {
    private static final String DEVICE = "/dev/urandom";

    private @Nullable SecureRandom other;

    /** Fills the array. */
    void nextBytes(byte[] bytes) {
        if (other == null && !readDevice(bytes)) {
            other = new SecureRandom();
        }
        if (other != null) {
            other.nextBytes(bytes);
        }
    }

    private static boolean readDevice(byte[] bytes) {
        try (InputStream device = new FileInputStream(DEVICE)) {
            return device.readNBytes(bytes, 0, bytes.length) == bytes.length;
        } catch (IOException e) {
            return false;
        }
    }
}
