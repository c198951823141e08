package dev.sedge.runtime.internal.compiler.read;

import dev.sedge.runtime.internal.scan.ByteReader;
import dev.sedge.runtime.internal.scan.ConstantExpression;
import dev.sedge.runtime.internal.scan.ModuleOutline;
import dev.sedge.runtime.internal.scan.ModuleOutline.Feature;
import dev.sedge.runtime.internal.scan.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a validated module the outline leaves out: where the function bodies are, the segments, and the initial values.
 * Constant expressions stay bytes until an instance needs them. Immutable.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/modules.html">Binary format of modules</a>
 */
public final class ModuleCode {

    private static final int HEADER = 8;

    /**
     * In larger modules a memory has no reserve: the check of its size makes their functions more than HotSpot inlines in
     * one method, which costs them more than the copy at each growth.
     */
    private static final int MAX_BYTES_WITH_RESERVE = 512 << 10;

    private static final int MAX_FIXED_GLOBALS = 2000;

    private final byte[] wasm;
    private final ModuleOutline outline;
    private final boolean metered;
    private final FunctionNumbers numbers;
    private final TypeKinds kinds;
    private final List<Range> bodies = new ArrayList<>();
    private final List<Integer> globals = new ArrayList<>();
    private final List<Integer> otherGlobals = new ArrayList<>();
    private final List<Integer> tables = new ArrayList<>();
    private final List<ElementSegment> elements = new ArrayList<>();
    private DataSegments data = DataSegments.none();
    private int startFunction = -1;

    /** Some bytes of the module. */
    public record Range(int start, int end) {

        /** How many they are. */
        public int length() {
            return end - start;
        }
    }

    /**
     * An element segment.
     *
     * @param table the table of an active segment, -1 of a passive, -2 of a declared one
     * @param offset where the offset's expression is
     * @param values where its entries are: indices of functions or expressions
     * @param count how many entries
     * @param expressions whether they are expressions
     */
    public record ElementSegment(int table, int offset, int values, int count, boolean expressions) {
        public static final int PASSIVE = -1;
        public static final int DECLARED = -2;
    }

    /**
     * Reads a module without custom sections.
     *
     * @param metered whether its code pays for what it runs
     */
    public ModuleCode(byte[] wasm, ModuleOutline outline, boolean metered) {
        this.wasm = wasm;
        this.outline = outline;
        this.metered = metered;
        this.numbers = new FunctionNumbers(outline);
        this.kinds = new TypeKinds(outline);
        ByteReader in = new ByteReader(wasm, HEADER, wasm.length);
        while (!in.atEnd()) {
            int id = in.u8();
            section(id, in.slice(in.length()));
        }
        for (int i = tables.size(); i < outline.tables().size(); i++) {
            tables.add(-1);
        }
        for (int i = outline.globals().size() - globals.size();
                i < outline.globals().size();
                i++) {
            if (fixedGlobal(i).isEmpty()) {
                otherGlobals.add(i);
            }
        }
    }

    public byte[] wasm() {
        return wasm;
    }

    public ModuleOutline outline() {
        return outline;
    }

    boolean isMetered() {
        return metered;
    }

    /**
     * Whether the array of memory 0 may be longer than it is, so that it need not be copied whenever it grows, and the code
     * must check against its size; any other memory 0 is as long as its array.
     */
    public boolean hasReserve() {
        return wasm.length <= MAX_BYTES_WITH_RESERVE
                && outline.uses(Feature.MEMORY_GROW)
                && !outline.memories().isEmpty()
                && outline.memories().get(0).maxPages().orElse(Long.MAX_VALUE)
                        > outline.memories().get(0).minPages();
    }

    public FunctionNumbers numbers() {
        return numbers;
    }

    public TypeKinds kinds() {
        return kinds;
    }

    /** Where the body of a function is, its declarations of locals first. */
    public Range body(int function) {
        return bodies.get(function - outline.importedFunctionCount());
    }

    /** How many functions the module defines. */
    public int definedFunctions() {
        return bodies.size();
    }

    /** The globals that each instance has to be given, in their order: neither imported nor {@linkplain #fixedGlobal fixed}. */
    public List<Integer> otherGlobals() {
        return otherGlobals;
    }

    /** Where the initial value of a global is, which is not imported. */
    public int initialValue(int global) {
        return globals.get(global - (outline.globals().size() - globals.size()));
    }

    /**
     * The initial value of a global that is the same in all instances and may be part of their constructor; empty for an
     * imported one, for one that depends on another, and beyond what a constructor has room for.
     */
    public Optional<long[]> fixedGlobal(int global) {
        int own = global - (outline.globals().size() - globals.size());
        return own < 0 || own >= MAX_FIXED_GLOBALS ? Optional.empty() : ConstantReader.fixed(this, globals.get(own));
    }

    /** Where the initial entries of the tables are, imported ones not counted; -1 for null. */
    public List<Integer> tables() {
        return tables;
    }

    public List<ElementSegment> elements() {
        return elements;
    }

    public DataSegments data() {
        return data;
    }

    /** The start function, -1 when there is none. */
    public int startFunction() {
        return startFunction;
    }

    private void section(int id, ByteReader in) {
        switch (id) {
            case 4 -> tables(in);
            case 6 -> globals(in);
            case 8 -> startFunction = (int) in.u32();
            case 9 -> elements(in);
            case 10 -> bodies(in);
            case 11 -> data = DataSegments.of(wasm, range(in, in.remaining()));
            default -> {}
        }
    }

    private void bodies(ByteReader in) {
        for (long count = in.u32(); count > 0; count--) {
            int length = in.length();
            bodies.add(range(in, length));
        }
    }

    static Range range(ByteReader in, int length) {
        int start = in.position();
        in.skip(length);
        return new Range(start, start + length);
    }

    private void tables(ByteReader in) {
        for (long count = in.u32(); count > 0; count--) {
            boolean initialised = in.peek() == 0x40;
            if (initialised) {
                in.skip(2);
            }
            Types.table(in);
            tables.add(initialised ? expression(in) : -1);
        }
    }

    private void globals(ByteReader in) {
        for (long count = in.u32(); count > 0; count--) {
            Types.global(in);
            globals.add(expression(in));
        }
    }

    static int expression(ByteReader in) {
        int start = in.position();
        ConstantExpression.skip(in, Integer.MAX_VALUE);
        return start;
    }

    private void elements(ByteReader in) {
        for (long count = in.u32(); count > 0; count--) {
            elements.add(element(in));
        }
    }

    private static ElementSegment element(ByteReader in) {
        int flags = (int) in.u32();
        boolean active = (flags & 1) == 0;
        boolean explicit = (flags & 2) != 0;
        boolean expressions = (flags & 4) != 0;
        int table = active ? 0 : explicit ? ElementSegment.DECLARED : ElementSegment.PASSIVE;
        int offset = -1;
        if (active) {
            table = explicit ? (int) in.u32() : 0;
            offset = expression(in);
        }
        if (!active || explicit) {
            if (expressions) {
                Types.value(in);
            } else {
                in.u8();
            }
        }
        int count = (int) in.u32();
        int values = in.position();
        for (int i = 0; i < count; i++) {
            if (expressions) {
                ConstantExpression.skip(in, Integer.MAX_VALUE);
            } else {
                in.skipLeb();
            }
        }
        return new ElementSegment(table, offset, values, count, expressions);
    }
}
