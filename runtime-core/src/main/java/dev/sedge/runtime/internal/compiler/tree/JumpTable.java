package dev.sedge.runtime.internal.compiler.tree;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a branch table is written: what is looked up, and where that goes. HotSpot compiles no long methods, and a table of
 * thousands of characters, which a parser has, would be one alone; so it is a string then, of numbers of its few targets.
 *
 * @param map the number of each index, 0 for all beyond it; empty where the index itself is looked up
 * @param keys what is looked up, ascending
 * @param places where each of them goes
 * @param otherwise where all others go
 */
public record JumpTable(String map, List<Integer> keys, List<Label> places, Label otherwise) {

    private static final int LONG = 1000;

    /** What a string of a class file can hold, whatever the numbers are. */
    private static final int MAX_MAP = 20_000;

    private static final int TABLE_ENTRY = 4;
    private static final int LIST_ENTRY = 8;
    private static final int OVERHEAD = 16;

    /** The shortest for targets of which the last is for all indices beyond the table. */
    public static JumpTable of(List<Label> targets) {
        JumpTable direct = direct(targets);
        if (direct.bytes() <= LONG || targets.size() > MAX_MAP) {
            return direct;
        }
        JumpTable mapped = mapped(targets);
        return 4 * mapped.bytes() <= direct.bytes() ? mapped : direct;
    }

    private static JumpTable direct(List<Label> targets) {
        int count = targets.size() - 1;
        Label otherwise = targets.get(count);
        List<Integer> keys = new ArrayList<>();
        List<Label> places = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            if (targets.get(index) != otherwise) {
                keys.add(index);
                places.add(targets.get(index));
            }
        }
        return new JumpTable("", keys, places, otherwise);
    }

    private static JumpTable mapped(List<Label> targets) {
        int count = targets.size() - 1;
        IdentityHashMap<Label, Integer> numbers = new IdentityHashMap<>();
        List<Label> places = new ArrayList<>();
        StringBuilder map = new StringBuilder(count);
        for (Label target : targets.subList(0, count)) {
            Integer number = numbers.get(target);
            if (number == null) {
                places.add(target);
                number = places.size(); // not 0, which takes two bytes in a class file
                numbers.put(target, number);
            }
            map.append((char) number.intValue());
        }
        List<Integer> keys = IntStream.rangeClosed(1, places.size()).boxed().toList();
        return new JumpTable(map.toString(), keys, places, targets.get(count));
    }

    /** Whether the keys are close enough together for a table from the first to the last. */
    public boolean isDense() {
        return !keys.isEmpty() && TABLE_ENTRY * range() <= LIST_ENTRY * keys.size();
    }

    /** The lowest key. */
    public int first() {
        return keys.get(0);
    }

    /** The highest key. */
    public int last() {
        return keys.get(keys.size() - 1);
    }

    private int range() {
        return last() - first() + 1;
    }

    /** About how many bytes of bytecode it is. */
    public int bytes() {
        int entries = isDense() ? TABLE_ENTRY * range() : LIST_ENTRY * keys.size();
        return OVERHEAD + entries;
    }
}
