package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.internal.scan.ModuleOutline.Range;
import java.util.List;

/**
 * What code costs in fuel, the same in all tiers: 1 for a call of a function and 1 for each instruction, but nothing for
 * those that only give code its form. It is paid in runs, which are instructions that all follow if the first one does,
 * unless a trap or an exception comes between; nothing branches into a run, and only its last instruction branches.
 */
public final class FuelCosts {

    private final int start;
    private final int[] costs;

    private FuelCosts(int start, int end) {
        this.start = start;
        this.costs = new int[end - start];
    }

    /**
     * The costs of validated functions.
     *
     * @param bodies where their instructions are, in ascending order
     */
    public static FuelCosts of(byte[] wasm, List<Range> bodies) {
        if (bodies.isEmpty()) {
            return new FuelCosts(0, 0);
        }
        FuelCosts costs = new FuelCosts(
                bodies.get(0).start(), bodies.get(bodies.size() - 1).end());
        for (Range body : bodies) {
            costs.add(new ByteReader(wasm, body.start(), body.end()));
        }
        return costs;
    }

    private void add(ByteReader in) {
        int run = in.position();
        int cost = 1;
        while (!in.atEnd()) {
            int opcode = in.u8();
            cost += isForm(opcode) ? 0 : 1;
            Immediates.skipAny(opcode, in);
            if (endsRun(opcode)) {
                costs[run - start] = cost;
                run = in.position();
                cost = 0;
            }
        }
    }

    /** What is to be paid before the instruction at an offset of the module: for the run that begins there, if one does. */
    public int at(int offset) {
        return costs[offset - start];
    }

    /** Whether an instruction does nothing by itself. */
    private static boolean isForm(int opcode) {
        return switch (opcode) {
            case 0x00, 0x01, 0x02, 0x03, 0x05, 0x0B, 0x0F, 0x1A, 0x1F -> true;
            default -> false;
        };
    }

    /** Whether it branches, or is followed by what can be branched to. */
    private static boolean endsRun(int opcode) {
        return switch (opcode) {
            case 0x00, 0x03, 0x04, 0x05, 0x08, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x12, 0x13, 0x15, 0xD5, 0xD6 -> true;
            default -> false;
        };
    }
}
