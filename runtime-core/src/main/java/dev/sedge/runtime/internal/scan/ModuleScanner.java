package dev.sedge.runtime.internal.scan;

import dev.sedge.runtime.ExternType;
import dev.sedge.runtime.ExternType.GlobalType;
import dev.sedge.runtime.ExternType.MemoryType;
import dev.sedge.runtime.ExternType.TableType;
import dev.sedge.runtime.ExternType.TagType;
import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.ImportType;
import dev.sedge.runtime.InvalidModuleException;
import dev.sedge.runtime.ModuleLimits;
import java.util.Arrays;

/**
 * Reads the bytes of a module once, in linear time and with little memory, and refuses what is no module or too much:
 * the parser behind it builds objects for whatever a module declares. What is wrong in a way that cannot hurt is left to
 * the parser.
 *
 * @see <a href="https://webassembly.github.io/spec/core/binary/modules.html">Binary format of modules</a>
 */
public final class ModuleScanner {

    private static final int HEADER = 8;

    /** The order in which sections must come, by their id; custom sections come anywhere. */
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

    private static final int MAX_TAG_PARAMETERS = 16;

    private final byte[] bytes;
    private final ModuleLimits limits;
    private final CodeFacts facts;
    private final ModuleOutline.Builder outline = new ModuleOutline.Builder();
    private long tableEntries;
    private int elementEntries;
    private int nameSection = -1;
    private int nameSectionEnd;

    private ModuleScanner(byte[] bytes, ModuleLimits limits, CodeFacts facts) {
        this.bytes = bytes;
        this.limits = limits;
        this.facts = facts;
    }

    /**
     * The outline of a module.
     *
     * @throws InvalidModuleException when it is no module, damaged or above a cap
     */
    public static ModuleOutline scan(byte[] wasm, ModuleLimits limits) {
        return scan(wasm, limits, CodeFacts.NONE);
    }

    /**
     * The outline of a module whose functions have been scanned before.
     *
     * @param facts what was found in them; not believed if it was found under other limits
     */
    public static ModuleOutline scan(byte[] wasm, ModuleLimits limits, CodeFacts facts) {
        if (wasm.length > limits.moduleBytes()) {
            throw new InvalidModuleException(
                    "module has " + wasm.length + " bytes, " + limits.moduleBytes() + " are allowed");
        }
        FileKind.requireModule(wasm);
        return new ModuleScanner(wasm, limits, facts).sections();
    }

    private ModuleOutline sections() {
        ByteReader in = new ByteReader(bytes, HEADER, bytes.length);
        int last = 0;
        while (!in.atEnd()) {
            int start = in.position();
            int id = in.u8();
            ByteReader content = in.slice(in.length());
            if (id >= ORDER.length) {
                throw new InvalidModuleException("module is invalid: malformed section id " + id);
            }
            if (id == 0) {
                custom(content, start, in.position());
                continue;
            }
            if (ORDER[id] <= last) {
                throw new InvalidModuleException(
                        "module is invalid: unexpected content after last section: section " + id + " out of order");
            }
            last = ORDER[id];
            section(id, content);
        }
        if (nameSection >= 0) {
            ByteReader names = new ByteReader(bytes, nameSection, nameSectionEnd);
            outline.names = FunctionNames.read(names, bytes, outline.functionTypes.length);
        }
        outline.facts = CodeFacts.of(outline, limits);
        return outline.build();
    }

    private void custom(ByteReader in, int start, int end) {
        String name = in.name();
        if (name.equals("name")) {
            nameSection = in.position();
            nameSectionEnd = end;
        }
        outline.customSections.add(new ModuleOutline.Range(start, end));
    }

    private void section(int id, ByteReader in) {
        switch (id) {
            case 1 -> types(in);
            case 2 -> imports(in);
            case 3 -> functions(in);
            case 4 -> tables(in);
            case 5 -> memories(in);
            case 6 -> globals(in);
            case 7 -> exports(in);
            case 9 -> elements(in);
            case 10 -> {
                outline.beginCode();
                if (!facts.tell(outline, limits)) {
                    new CodeScanner(in, outline, limits).scan();
                }
            }
            case 11 -> in.count("data segments", limits.segments());
            case 13 -> tags(in);
            default -> {}
        }
    }

    private void types(ByteReader in) {
        int count = in.count("types", limits.types());
        for (int i = 0; i < count; i++) {
            outline.types.add(Types.function(in));
        }
    }

    private void imports(ByteReader in) {
        int count = in.count("imports", limits.imports());
        for (int i = 0; i < count; i++) {
            String module = in.name();
            String name = in.name();
            outline.imports.add(new ImportType(module, name, importType(in)));
        }
    }

    private ExternType importType(ByteReader in) {
        int kind = in.u8();
        switch (kind) {
            case 0 -> {
                int typeIndex = typeIndex(in);
                outline.functionTypes = Arrays.copyOf(outline.functionTypes, ++outline.importedFunctions);
                outline.functionTypes[outline.importedFunctions - 1] = typeIndex;
                return outline.type(typeIndex);
            }
            case 1 -> {
                return addTable(Types.table(in));
            }
            case 2 -> {
                return addMemory(Types.memory(in));
            }
            case 3 -> {
                GlobalType global = Types.global(in);
                outline.globals.add(global);
                return global;
            }
            case 4 -> {
                return addTag(in);
            }
            default -> throw new InvalidModuleException("module is invalid: malformed import kind " + kind);
        }
    }

    private void functions(ByteReader in) {
        int imported = outline.importedFunctions;
        int count = in.count("functions", Math.max(0, limits.functions() - imported));
        int[] all = Arrays.copyOf(outline.functionTypes, imported + count);
        for (int i = 0; i < count; i++) {
            all[imported + i] = typeIndex(in);
        }
        outline.functionTypes = all;
    }

    private int typeIndex(ByteReader in) {
        long index = in.u32();
        outline.type(index);
        return (int) index;
    }

    private void tables(ByteReader in) {
        int count = in.count("tables", limits.tables());
        for (int i = 0; i < count; i++) {
            table(in);
        }
    }

    private void table(ByteReader in) {
        boolean initialised = in.peek() == 0x40;
        if (initialised) {
            in.skip(2);
        }
        addTable(Types.table(in));
        if (initialised) {
            constant(in);
        }
    }

    private TableType addTable(TableType table) {
        outline.tables.add(table);
        tableEntries += table.minEntries();
        if (outline.tables.size() > limits.tables()) {
            throw tooMany("tables", outline.tables.size(), limits.tables());
        }
        if (tableEntries > limits.tableEntries()) {
            throw tooMany("initial table entries", tableEntries, limits.tableEntries());
        }
        return table;
    }

    private void memories(ByteReader in) {
        int count = in.count("memories", limits.memories());
        for (int i = 0; i < count; i++) {
            addMemory(Types.memory(in));
        }
    }

    private MemoryType addMemory(MemoryType memory) {
        outline.memories.add(memory);
        if (outline.memories.size() > limits.memories()) {
            throw tooMany("memories", outline.memories.size(), limits.memories());
        }
        return memory;
    }

    private void globals(ByteReader in) {
        int count = in.count("globals", limits.globals());
        for (int i = 0; i < count; i++) {
            GlobalType global = Types.global(in);
            constant(in);
            outline.globals.add(global);
        }
    }

    private void tags(ByteReader in) {
        int count = in.count("tags", limits.types());
        for (int i = 0; i < count; i++) {
            addTag(in);
        }
    }

    private TagType addTag(ByteReader in) {
        in.u8();
        FunctionType type = outline.type(in.u32());
        if (!type.results().isEmpty()) {
            throw new InvalidModuleException("module is invalid: non-empty tag result type");
        }
        if (type.parameters().size() > MAX_TAG_PARAMETERS) {
            throw tooMany("values in one exception", type.parameters().size(), MAX_TAG_PARAMETERS);
        }
        TagType tag = new TagType(type);
        outline.tags.add(tag);
        return tag;
    }

    private void exports(ByteReader in) {
        int count = in.count("exports", limits.exports());
        for (int i = 0; i < count; i++) {
            String name = in.name();
            int kind = in.u8();
            outline.addExport(name, kind, in.u32());
        }
    }

    private void elements(ByteReader in) {
        int count = in.count("element segments", limits.segments());
        for (int i = 0; i < count; i++) {
            element(in);
        }
    }

    private void element(ByteReader in) {
        long flags = in.u32();
        if (flags > 7) {
            throw new InvalidModuleException("module is invalid: malformed element segment flags " + flags);
        }
        boolean active = (flags & 1) == 0;
        boolean explicit = (flags & 2) != 0;
        boolean expressions = (flags & 4) != 0;
        if (active) {
            if (explicit) {
                in.skipLeb();
            }
            constant(in);
        }
        if (!active || explicit) {
            if (expressions) {
                Types.value(in);
            } else {
                in.u8();
            }
        }
        int entries = in.count("element entries", limits.elementEntries() - elementEntries);
        elementEntries += entries;
        for (int i = 0; i < entries; i++) {
            if (expressions) {
                constant(in);
            } else {
                in.skipLeb();
            }
        }
    }

    /** A constant expression may name the globals that were declared before it. */
    private void constant(ByteReader in) {
        ConstantExpression.skip(in, outline.globals.size());
    }

    private static InvalidModuleException tooMany(String what, long found, long allowed) {
        return new InvalidModuleException("module has " + found + " " + what + ", " + allowed + " are allowed");
    }
}
