package dev.sedge.wasi.internal.preview1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A random generator: the key stream of AES-256 in counter mode with fast key erasure. Each refill makes 8192 bytes; the
 * first 48 are the next key and counter block, the rest is handed out once and wiped. So what is handed out tells
 * nothing about what was before or comes after. A secure one takes fresh bytes of the operating system every 4 MiB; its
 * first block is the operating system's own, so that a program that needs a few bytes, as most do, needs no cipher.
 *
 * <p>A seeded one starts with the seed, little-endian, padded with zeros to the key, and a counter block of zeros. Its
 * stream does not depend on how it is cut into requests and must never change. Confined to one thread.
 */
final class AesCounterGenerator {
    private static final int KEY = 32;
    private static final int SEED = KEY + 16;
    private static final int BLOCK = 8192;
    private static final int REFILLS_PER_RESEED = 512;

    private final @Nullable SystemRandom reseeds;
    private final byte[] seed;
    private final byte[] zeros = new byte[BLOCK];
    private final byte[] block = new byte[BLOCK];
    private int position = BLOCK;
    private int refills;

    /** Made when it is needed, because that takes longer than all else here. */
    private @Nullable Cipher cipher;

    private AesCounterGenerator(byte[] seed, @Nullable SystemRandom reseeds) {
        this.seed = seed;
        this.reseeds = reseeds;
    }

    /** A generator that nobody can predict. */
    static AesCounterGenerator secure() {
        SystemRandom system = new SystemRandom();
        byte[] seed = new byte[SEED];
        system.nextBytes(seed);
        AesCounterGenerator generator = new AesCounterGenerator(seed, system);
        system.nextBytes(generator.block);
        generator.position = 0;
        return generator;
    }

    /** A generator that repeats itself. */
    static AesCounterGenerator seeded(long seed) {
        ByteBuffer bytes =
                ByteBuffer.allocate(SEED).order(ByteOrder.LITTLE_ENDIAN).putLong(seed);
        return new AesCounterGenerator(bytes.array(), null);
    }

    /** Copies the next bytes, at least one and at most the length, to a checked range and returns how many. */
    int copyNext(GuestMemory target, long address, long length) {
        if (position == BLOCK) {
            refill();
        }
        int size = (int) Math.min(length, BLOCK - position);
        target.write(address, block, position, size);
        Arrays.fill(block, position, position + size, (byte) 0);
        position += size;
        return size;
    }

    private void refill() {
        if (reseeds != null && ++refills % REFILLS_PER_RESEED == 0) {
            byte[] fresh = new byte[SEED];
            reseeds.nextBytes(fresh);
            for (int i = 0; i < SEED; i++) {
                seed[i] ^= fresh[i];
            }
        }
        try {
            Cipher cipher = cipher();
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(seed, 0, KEY, "AES"),
                    new IvParameterSpec(seed, KEY, SEED - KEY));
            cipher.doFinal(zeros, 0, BLOCK, block, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("make random bytes: AES in counter mode failed", e);
        }
        System.arraycopy(block, 0, seed, 0, SEED);
        Arrays.fill(block, 0, SEED, (byte) 0);
        position = SEED;
    }

    private Cipher cipher() throws GeneralSecurityException {
        Cipher known = cipher;
        if (known == null) {
            known = Cipher.getInstance("AES/CTR/NoPadding");
            cipher = known;
        }
        return known;
    }
}
