package dev.sedge.runtime.internal.compiler.vector;

import static dev.sedge.runtime.internal.compiler.vector.Terms.core;
import static dev.sedge.runtime.internal.compiler.vector.Terms.masked;
import static dev.sedge.runtime.internal.compiler.vector.Terms.shiftedLeft;
import static dev.sedge.runtime.internal.compiler.vector.Terms.shiftedRight;

import dev.sedge.runtime.internal.compiler.vector.Term.Call;
import dev.sedge.runtime.internal.compiler.vector.Term.Operand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One half of a shuffle by constant lanes. Bytes that come from one half of an operand and move equally far are moved
 * together, by a shift and a mask; the groups are or-ed. A permutation of wider lanes has one or two groups, a rotation of
 * lanes two, and none has more than eight.
 */
final class Shuffle {

    private static final long REVERSED = 0x0001020304050607L;
    private static final long EACH_BYTE = 0x0101010101010101L;

    private Shuffle() {}

    /** Which bytes move together: from one half, so many bytes up, or down when negative. */
    private record Move(int sourceHalf, int bytes) {}

    /** The half whose bytes have these numbers, 0 to 31 over both operands, the first in the lowest byte. */
    static Term half(long lanes) {
        int first = (int) (lanes >>> 3) & 3;
        if (lanes == REVERSED + first * (8 * EACH_BYTE)) {
            return new Call("java/lang/Long", "reverseBytes", "(J)J", List.of(source(first)));
        }
        return groups(lanes).entrySet().stream()
                .map(group -> moved(group.getKey(), group.getValue()))
                .reduce((a, b) -> core(Terms.I64_OR, a, b))
                .orElseThrow();
    }

    /** For each move the bytes of the result that it fills, as a mask. */
    private static Map<Move, Long> groups(long lanes) {
        Map<Move, Long> groups = new LinkedHashMap<>();
        for (int to = 0; to < 8; to++) {
            int lane = (int) (lanes >>> (to * 8)) & 31;
            groups.merge(new Move(lane >> 3, to - (lane & 7)), 0xFFL << (to * 8), (a, b) -> a | b);
        }
        return groups;
    }

    private static Term moved(Move move, long mask) {
        int bits = Math.abs(move.bytes) * 8;
        Term source = source(move.sourceHalf);
        Term shifted = move.bytes < 0 ? shiftedRight(source, bits) : shiftedLeft(source, bits);
        long arriving = move.bytes < 0 ? -1L >>> bits : -1L << bits;
        return mask == arriving ? shifted : masked(shifted, mask);
    }

    private static Operand source(int half) {
        return half % 2 == 0 ? Terms.low(half / 2) : Terms.high(half / 2);
    }
}
