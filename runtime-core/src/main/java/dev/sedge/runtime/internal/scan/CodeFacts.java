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

    private static final int CAPS = 15;
    private static final int LENGTH = (CAPS + 2) * Long.BYTES + 2 * Integer.BYTES;

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
        ByteBuffer out = caps(limits);
        int features = 0;
        for (Feature feature : outline.features) {
            features |= 1 << feature.ordinal();
        }
        out.putLong(outline.instructions).putInt(features).putInt(outline.longestBranchTable);
        return new CodeFacts(out.array());
    }

    /** Gives an outline what is known, if it was found under these caps. */
    boolean tell(ModuleOutline.Builder outline, ModuleLimits limits) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] caps = caps(limits).array();
        int length = caps.length - Long.BYTES - 2 * Integer.BYTES;
        if (bytes.length != LENGTH || !Arrays.equals(bytes, 0, length, caps, 0, length)) {
            return false;
        }
        in.position(length);
        outline.instructions = in.getLong();
        int features = in.getInt();
        for (Feature feature : Feature.values()) {
            if ((features & 1 << feature.ordinal()) != 0) {
                outline.features.add(feature);
            }
        }
        outline.longestBranchTable = in.getInt();
        return true;
    }

    private static ByteBuffer caps(ModuleLimits limits) {
        return ByteBuffer.allocate(LENGTH)
                .putLong(VERSION)
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
