package dev.sedge.runtime.internal.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An attribute of an archive that says: this module is valid, and may be parsed without validation from now on. It is
 * set only if a validator has let the module through and no function of it that stays with the interpreter needs what
 * the validator writes into instructions: the width of {@code drop} and {@code select}, without which the interpreter
 * computes wrong results.
 *
 * <p>The key of the archive names the module by its digest, and the archive is trusted as code is, so the mark adds
 * nothing that could be forged.
 */
public final class ValidationMark {

    private static final String ATTRIBUTE = "valid-by";

    private ValidationMark() {}

    /** The name of the attribute. */
    public static String attribute() {
        return ATTRIBUTE;
    }

    /** What the attribute holds: the validator and its version, such as {@code endive 1.2.0}. */
    public static byte[] by(String validator) {
        return validator.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the module of this archive need not be validated by this validator again. Another version validates anew. */
    public static boolean isIn(CodeArchive archive, String validator) {
        Optional<ByteBuffer> mark = archive.attribute(ATTRIBUTE);
        return mark.isPresent() && mark.get().equals(ByteBuffer.wrap(by(validator)));
    }
}
