package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.ModuleLimits;
import dev.sedge.runtime.internal.scan.ModuleOutline.Feature;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the scanner has found in the function bodies of a module, and under which caps, in bytes. Reading all instructions
 * is most of its work; with the facts of the same module under the same caps it need not be done again. What only an
 * interpreter asks for is left out.
 */
public final class CodeFacts {

    /** Nothing is known: the bodies must be read. */
    public static final CodeFacts NONE = new CodeFacts(new byte[0]);

    /** To be changed whenever the scanner refuses or finds more than before. */
    private static final int VERSION = 1;

    private static final int CAPS_LENGTH = 16 * Long.BYTES;
    private static final int LENGTH = CAPS_LENGTH + Long.BYTES + 2 * Integer.BYTES;

    private final byte[] bytes;

    private CodeFacts(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The facts that were written as these bytes. */
    public static CodeFacts of(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return new CodeFacts(copy);
    }

    /** The bytes of the facts. */
    public byte[] bytes() {
        return bytes.clone();
    }

    static CodeFacts of(ModuleOutline.Builder outline, ModuleLimits limits) {
        byte[] bytes = new byte[LENGTH];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        putCaps(limits, out);
        out.putLong(outline.instructions).putInt(outline.longestBranchTable);
        int features = 0;
        Feature[] all = Feature.values();
        for (int i = 0; i < all.length; i++) {
            features |= outline.features.contains(all[i]) ? 1 << i : 0;
        }
        out.putInt(features);
        return new CodeFacts(bytes);
    }

    /** Gives an outline what is known, if it was found under these caps. */
    boolean tell(ModuleOutline.Builder outline, ModuleLimits limits) {
        byte[] caps = new byte[CAPS_LENGTH];
        putCaps(limits, ByteBuffer.wrap(caps));
        if (bytes.length != LENGTH || !Arrays.equals(bytes, 0, CAPS_LENGTH, caps, 0, CAPS_LENGTH)) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(CAPS_LENGTH);
        outline.instructions = in.getLong();
        outline.longestBranchTable = in.getInt();
        int features = in.getInt();
        Feature[] all = Feature.values();
        for (int i = 0; i < all.length; i++) {
            if ((features & 1 << i) != 0) {
                outline.features.add(all[i]);
            }
        }
        return true;
    }

    private static void putCaps(ModuleLimits limits, ByteBuffer out) {
        out.putLong(VERSION)
                .putLong(limits.moduleBytes())
                .putLong(limits.types())
                .putLong(limits.functions())
                .putLong(limits.imports())
                .putLong(limits.exports())
                .putLong(limits.tables())
                .putLong(limits.tableEntries())
                .putLong(limits.memories())
                .putLong(limits.globals())
                .putLong(limits.segments())
                .putLong(limits.elementEntries())
                .putLong(limits.functionBytes())
                .putLong(limits.localsPerFunction())
                .putLong(limits.locals())
                .putLong(limits.validationWork());
    }
}
