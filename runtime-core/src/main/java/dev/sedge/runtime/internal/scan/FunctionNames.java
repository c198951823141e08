package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.InvalidModuleException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The function names of a module's name section, kept as bytes until somebody asks. A damaged section counts as far as
 * it could be read.
 *
 * @see <a href="https://webassembly.github.io/spec/core/appendix/custom.html#name-section">Name section</a>
 */
public final class FunctionNames {

    static final FunctionNames NONE = new FunctionNames(new byte[0], new int[0], new int[0], 0);

    private static final int FUNCTION_NAMES = 1;
    private static final int LONGEST = 256;

    private final byte[] text;
    private final int[] indices;
    private final int[] ends;
    private final int count;

    private FunctionNames(byte[] text, int[] indices, int[] ends, int count) {
        this.text = text;
        this.indices = indices;
        this.ends = ends;
        this.count = count;
    }

    /** Reads the content of a name section, behind the section's name. */
    static FunctionNames read(ByteReader section, byte[] wasm, int functionCount) {
        try {
            while (!section.atEnd()) {
                int kind = section.u8();
                ByteReader content = section.slice(section.length());
                if (kind == FUNCTION_NAMES) {
                    return readFunctionNames(content, wasm, functionCount);
                }
            }
        } catch (InvalidModuleException damaged) {
            return NONE;
        }
        return NONE;
    }

    private static FunctionNames readFunctionNames(ByteReader content, byte[] wasm, int functionCount) {
        int declared = (int) Math.min(content.u32(), Math.min(functionCount, content.remaining() / 2));
        int[] indices = new int[declared];
        int[] ends = new int[declared];
        byte[] text = new byte[content.remaining()];
        int count = 0;
        int used = 0;
        long previous = -1;
        try {
            while (count < declared) {
                long index = content.u32();
                int length = content.length();
                int start = content.position();
                content.skip(length);
                if (index <= previous || index >= functionCount) {
                    break;
                }
                int kept = Math.min(length, LONGEST);
                System.arraycopy(wasm, start, text, used, kept);
                used += kept;
                indices[count] = (int) index;
                ends[count++] = used;
                previous = index;
            }
        } catch (InvalidModuleException damaged) {
            return new FunctionNames(Arrays.copyOf(text, used), indices, ends, count);
        }
        return new FunctionNames(Arrays.copyOf(text, used), indices, ends, count);
    }

    /** The name of a function, without control characters, cut after 256 bytes. */
    public Optional<String> of(int functionIndex) {
        int at = Arrays.binarySearch(indices, 0, count, functionIndex);
        if (at < 0) {
            return Optional.empty();
        }
        int start = at == 0 ? 0 : ends[at - 1];
        String name = new String(text, start, ends[at] - start, StandardCharsets.UTF_8);
        return Optional.of(name.replaceAll("\\p{C}", "?"));
    }
}
