package dev.sedge.runtime.internal.compiler;

import dev.sedge.runtime.internal.LinearMemory;
import dev.sedge.runtime.internal.compiler.read.DataSegments.DataSegment;
import dev.sedge.runtime.internal.compiler.read.ModuleCode;
import dev.sedge.runtime.internal.compiler.read.ModuleCode.ElementSegment;
import dev.sedge.runtime.internal.compiler.read.ModuleCode.Range;
import dev.sedge.runtime.internal.compiler.run.InstanceParts;
import dev.sedge.runtime.internal.compiler.run.InstanceState;
import dev.sedge.runtime.internal.compiler.run.Table;
import dev.sedge.runtime.internal.scan.ByteReader;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Gives a new instance its initial values: globals, tables, then active segments in order.
 *
 * @see <a href="https://webassembly.github.io/spec/core/exec/modules.html#instantiation">Instantiation</a>
 */
final class Initializer {

    private static final long[] NO_VALUES = {};

    private final ModuleCode code;
    private final InstanceParts parts;
    private final Globals globals;

    Initializer(ModuleCode code, InstanceParts parts, InstanceState state) {
        this.code = code;
        this.parts = parts;
        this.globals = new Globals(code, state);
    }

    void run() {
        globals.initialise();
        int firstTable = code.outline().tables().size() - code.tables().size();
        for (int i = 0; i < code.tables().size(); i++) {
            int expression = code.tables().get(i);
            if (expression >= 0) {
                parts.tables().get(firstTable + i).fillAll(value(expression));
            }
        }
        for (int i = 0; i < code.elements().size(); i++) {
            parts.elements().add(values(code.elements().get(i)));
        }
        applyElements();
        code.data().forEach(this::apply);
    }

    private void applyElements() {
        List<ElementSegment> segments = code.elements();
        for (int i = 0; i < segments.size(); i++) {
            ElementSegment segment = segments.get(i);
            if (segment.table() >= 0) {
                Table table = parts.tables().get(segment.table());
                table.init((int) value(segment.offset()), parts.elements().get(i), 0, segment.count());
            }
            if (segment.table() != ElementSegment.PASSIVE) {
                parts.elements().set(i, NO_VALUES);
            }
        }
    }

    private void apply(DataSegment segment) {
        Range bytes = segment.bytes();
        if (segment.isPassive()) {
            ByteBuffer own = ByteBuffer.wrap(code.wasm(), bytes.start(), bytes.length());
            parts.data().put(segment.index(), own.slice());
        } else {
            LinearMemory memory = parts.memories().get(segment.memory());
            memory.init((int) value(segment.offset()), code.wasm(), bytes.start(), bytes.length());
        }
    }

    private long value(int expression) {
        return globals.values().at(expression)[0];
    }

    private long[] values(ElementSegment segment) {
        ByteReader in = new ByteReader(code.wasm(), segment.values(), code.wasm().length);
        long[] values = new long[segment.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = segment.expressions()
                    ? globals.values().read(in)[0]
                    : code.numbers().of((int) in.u32());
        }
        return values;
    }
}
