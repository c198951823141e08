package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.ExportType;
import dev.sedge.runtime.ExternType;
import dev.sedge.runtime.ExternType.GlobalType;
import dev.sedge.runtime.ExternType.MemoryType;
import dev.sedge.runtime.ExternType.TableType;
import dev.sedge.runtime.ExternType.TagType;
import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.ImportType;
import dev.sedge.runtime.InvalidModuleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the sections of a module declare, function bodies and segments aside. Immutable once the scanner has built it. */
public final class ModuleOutline {

    private final List<FunctionType> types;
    private final List<ImportType> imports;
    private final List<ExportType> exports;
    private final List<MemoryType> memories;
    private final List<TableType> tables;
    private final List<GlobalType> globals;
    private final List<TagType> tags;
    private final int[] functionTypes;
    private final int importedFunctions;
    private final Map<String, Integer> exportedFunctions;
    private final Map<String, Integer> exportedMemories;
    private final FunctionNames names;
    private final List<Range> customSections;
    private final int[] frameSlots;
    private final int maxFrameSlots;
    private final Set<Feature> features;
    private final long instructions;
    private final BitSet inDoubt;
    private final long instructionsInDoubt;
    private final int bytesBeforeCode;
    private final int longestBranchTable;
    private final CodeFacts facts;

    /** Groups of instructions that not every tier knows. */
    public enum Feature {
        /** Calls that replace their caller. */
        TAIL_CALLS,
        /** Exceptions. */
        EXCEPTIONS,
        /** Memory that threads share, and atomic access to any memory. */
        ATOMICS,
        /** Function references that are called or tested for null. */
        TYPED_REFERENCES,
        /** Vectors. */
        VECTORS,
        /** {@code memory.grow}. */
        MEMORY_GROW
    }

    /** A run of bytes of the module. */
    public record Range(int start, int end) {}

    private ModuleOutline(Builder builder) {
        types = List.copyOf(builder.types);
        imports = List.copyOf(builder.imports);
        exports = List.copyOf(builder.exports);
        memories = List.copyOf(builder.memories);
        tables = List.copyOf(builder.tables);
        globals = List.copyOf(builder.globals);
        tags = List.copyOf(builder.tags);
        functionTypes = builder.functionTypes;
        importedFunctions = builder.importedFunctions;
        exportedFunctions = Map.copyOf(builder.exportedFunctions);
        exportedMemories = Map.copyOf(builder.exportedMemories);
        names = builder.names;
        customSections = List.copyOf(builder.customSections);
        frameSlots = builder.frameSlots;
        maxFrameSlots = Arrays.stream(frameSlots).max().orElse(0);
        features = Set.copyOf(builder.features);
        instructions = builder.instructions;
        inDoubt = (BitSet) builder.inDoubt.clone();
        instructionsInDoubt = builder.instructionsInDoubt;
        bytesBeforeCode = builder.bytesBeforeCode;
        longestBranchTable = builder.longestBranchTable;
        facts = builder.facts;
    }

    public List<ImportType> imports() {
        return imports;
    }

    public List<ExportType> exports() {
        return exports;
    }

    /** All memories, imported ones first. */
    public List<MemoryType> memories() {
        return memories;
    }

    /** All tables, imported ones first. */
    public List<TableType> tables() {
        return tables;
    }

    /** All globals, imported ones first. */
    public List<GlobalType> globals() {
        return globals;
    }

    /** All tags, imported ones first. */
    public List<TagType> tags() {
        return tags;
    }

    /** The function types that the module declares. */
    public List<FunctionType> types() {
        return types;
    }

    /** The index of the type of a function, imports first. */
    public int functionTypeIndex(int functionIndex) {
        return functionTypes[functionIndex];
    }

    /** Whether there is an instruction that only some tiers know; see {@link Feature}. */
    public boolean uses(Feature feature) {
        return features.contains(feature);
    }

    public int memoryCount() {
        return memories.size();
    }

    public int importedFunctionCount() {
        return importedFunctions;
    }

    /** The number of functions, imported ones included. */
    public int functionCount() {
        return functionTypes.length;
    }

    /** The type of a function, imports first. */
    public FunctionType functionType(int functionIndex) {
        return types.get(functionTypes[functionIndex]);
    }

    /** The index of an exported function, -1 when there is none of this name. */
    public int exportedFunction(String name) {
        return exportedFunctions.getOrDefault(name, -1);
    }

    /** The index of an exported memory, -1 when there is none of this name. */
    public int exportedMemory(String name) {
        return exportedMemories.getOrDefault(name, -1);
    }

    /**
     * What one call of a function holds at most in parameters, locals and open blocks. A function that is left by a tail
     * call counts as the largest of the module, because any may take its place.
     */
    public int frameSlots(int functionIndex) {
        if (uses(Feature.TAIL_CALLS)) {
            return maxFrameSlots;
        }
        return functionIndex < frameSlots.length ? frameSlots[functionIndex] : 0;
    }

    /** The most that one call of any function holds; see {@link #frameSlots}. */
    public int maxFrameSlots() {
        return maxFrameSlots;
    }

    /** The indices of all exported functions, each once. */
    public Set<Integer> exportedFunctions() {
        return new TreeSet<>(exportedFunctions.values());
    }

    /** The entries of the longest branch table, without the default. */
    public int longestBranchTable() {
        return longestBranchTable;
    }

    /** What of this would have to be read from the bodies of the functions again. */
    public CodeFacts facts() {
        return facts;
    }

    public FunctionNames names() {
        return names;
    }

    /** Where the custom sections are, in order. */
    public List<Range> customSections() {
        return customSections;
    }

    /** The bytes of the module without its custom sections: the same array where there are none. */
    public byte[] withoutCustomSections(byte[] wasm) {
        int dropped = 0;
        for (Range range : customSections) {
            dropped += range.end() - range.start();
        }
        if (dropped == 0) {
            return wasm;
        }
        byte[] core = new byte[wasm.length - dropped];
        int from = 0;
        int to = 0;
        for (Range range : customSections) {
            System.arraycopy(wasm, from, core, to, range.start() - from);
            to += range.start() - from;
            from = range.end();
        }
        System.arraycopy(wasm, from, core, to, wasm.length - from);
        return core;
    }

    /** How many instructions all function bodies have. */
    public long instructionCount() {
        return instructions;
    }

    /** Whether it is left to a validator if the body of a function is valid; the scanner has seen that the others are. */
    boolean isInDoubt(int functionIndex) {
        return inDoubt.get(functionIndex);
    }

    /** How many instructions the bodies have that {@link #withoutProvenBodies} keeps. */
    public long instructionsInDoubt() {
        return instructionsInDoubt;
    }

    /** A module without custom sections that is valid if and only if this one is. */
    public byte[] withoutProvenBodies(byte[] wasm) {
        return new ProvenBodies(this).drop(withoutCustomSections(wasm));
    }

    /** Where a byte of the code is in the file, given where it is in the module without custom sections. */
    public long fileOffset(long coreOffset) {
        return coreOffset + bytesBeforeCode;
    }

    /** Collects what the scanner reads, and checks the indices it needs itself. */
    static final class Builder {

        final List<FunctionType> types = new ArrayList<>();
        final List<ImportType> imports = new ArrayList<>();
        final List<ExportType> exports = new ArrayList<>();
        final List<MemoryType> memories = new ArrayList<>();
        final List<TableType> tables = new ArrayList<>();
        final List<GlobalType> globals = new ArrayList<>();
        final List<TagType> tags = new ArrayList<>();
        final Set<String> exportNames = new HashSet<>();
        final Map<String, Integer> exportedFunctions = new HashMap<>();
        final Map<String, Integer> exportedMemories = new HashMap<>();
        final List<Range> customSections = new ArrayList<>();
        int[] functionTypes = {};
        int importedFunctions;
        FunctionNames names = FunctionNames.NONE;
        int[] frameSlots = {};
        final Set<Feature> features = EnumSet.noneOf(Feature.class);
        long instructions;
        final BitSet inDoubt = new BitSet();
        long instructionsInDoubt;
        int bytesBeforeCode;
        int longestBranchTable;
        CodeFacts facts = CodeFacts.NONE;

        /** The code section comes next: what custom sections there were before it moves the offsets in it. */
        void beginCode() {
            for (Range range : customSections) {
                bytesBeforeCode += range.end() - range.start();
            }
        }

        FunctionType type(long index) {
            if (index < 0 || index >= types.size()) {
                throw new InvalidModuleException("module is invalid: unknown type " + index);
            }
            return types.get((int) index);
        }

        FunctionType functionType(long functionIndex) {
            if (functionIndex >= functionTypes.length) {
                throw new InvalidModuleException("module is invalid: unknown function " + functionIndex);
            }
            return types.get(functionTypes[(int) functionIndex]);
        }

        GlobalType global(long index) {
            return element(globals, "global", index);
        }

        TagType tag(long index) {
            return element(tags, "tag", index);
        }

        void addExport(String name, int kind, long index) {
            if (!exportNames.add(name)) {
                throw new InvalidModuleException("module is invalid: duplicate export name");
            }
            ExternType type;
            switch (kind) {
                case 0 -> {
                    type = functionType(index);
                    exportedFunctions.put(name, (int) index);
                }
                case 1 -> type = element(tables, "table", index);
                case 2 -> {
                    type = element(memories, "memory", index);
                    exportedMemories.put(name, (int) index);
                }
                case 3 -> type = element(globals, "global", index);
                case 4 -> type = element(tags, "tag", index);
                default -> throw new InvalidModuleException("module is invalid: unknown export kind " + kind);
            }
            exports.add(new ExportType(name, type));
        }

        private static <T> T element(List<T> list, String what, long index) {
            if (index >= list.size()) {
                throw new InvalidModuleException("module is invalid: unknown " + what + " " + index);
            }
            return list.get((int) index);
        }

        ModuleOutline build() {
            return new ModuleOutline(this);
        }
    }
}
