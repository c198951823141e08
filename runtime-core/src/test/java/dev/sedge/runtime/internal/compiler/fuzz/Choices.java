package dev.sedge.runtime.internal.compiler.fuzz;

import java.util.List;
import java.util.Random;

/** Decisions, made by bytes from outside. Without bytes left each is 0, the smallest one. */
final class Choices {

    private final byte[] bytes;
    private int next;

    Choices(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Decisions that a seed makes. */
    static byte[] bytes(long seed) {
        byte[] bytes = new byte[3000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A number from 0 on, at most 256 of them. */
    int below(int bound) {
        return next < bytes.length ? (bytes[next++] & 0xFF) % bound : 0;
    }

    boolean oneIn(int chances) {
        return below(chances) == chances - 1;
    }

    <T> T of(List<T> all) {
        return all.get(below(all.size()));
    }

    /** Any bits, often those at the limits of a type. */
    long bits() {
        int bit = below(64);
        return switch (below(8)) {
            case 0 -> below(4);
            case 1 -> -1 - below(4);
            case 2 -> 1L << bit;
            case 3 -> (1L << bit) - 1;
            case 4 -> -1L << bit;
            case 5 -> below(256);
            default -> {
                long bits = 0;
                for (int i = 0; i < 8; i++) {
                    bits = bits << 8 | below(256);
                }
                yield bits;
            }
        };
    }
}
