package dev.sedge.runtime.internal.compiler.run;

import dev.sedge.runtime.internal.InstanceContext;
import dev.sedge.runtime.internal.LinearMemory;
import dev.sedge.runtime.internal.compiler.read.FunctionNumbers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What an instance is made of, apart from its global variables.
 *
 * @param context its limits, control and budgets
 * @param memories its memories
 * @param tables its tables
 * @param data its passive data segments by their index, which nobody writes to; removed when dropped
 * @param elements the values of its element segments; replaced by none when dropped
 * @param imports its host functions
 * @param numbers the numbers of its functions in references
 * @param tailEntries finds how the function of a number is called in place of another
 */
public record InstanceParts(
        InstanceContext context,
        List<LinearMemory> memories,
        List<Table> tables,
        Map<Integer, ByteBuffer> data,
        List<long[]> elements,
        List<HostImport> imports,
        FunctionNumbers numbers,
        IntFunction<TailEntry> tailEntries) {}
