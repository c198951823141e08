package dev.sedge.runtime.internal.spec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a module a copy of its own of what it imports beside functions: the memories, tables and globals of
 * {@code spectest}, and tags. As imports come first in every index space, no index changes when an import becomes the
 * first definition. What a script observes of such state through another instance is excluded by line.
 */
final class OwnState {

    private static final int IMPORTS = 2;
    private static final int TAG = 4;

    /** The order in which sections must come. */
    private static final int[] ORDER = {1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11};

    /** The section that defines a kind of import: function, table, memory, global, tag. */
    private static final int[] SECTION_OF_KIND = {IMPORTS, 4, 5, 6, 13};

    /** Types of tables and memories, and values of globals, by name; limits are at least and at most. */
    private static final Map<String, byte[]> SPECTEST = Map.of(
            "table", new byte[] {0x70, 1, 10, 20},
            "memory", new byte[] {1, 1, 2},
            "shared_memory", new byte[] {3, 1, 2},
            "global_i32", new byte[] {0x41, (byte) 0x9A, 5, 0x0B},
            "global_i64", new byte[] {0x42, (byte) 0x9A, 5, 0x0B},
            "global_f32",
                    little(6).put((byte) 0x43).putFloat(666.6f).put((byte) 0x0B).array(),
            "global_f64",
                    little(10)
                            .put((byte) 0x44)
                            .putDouble(666.6)
                            .put((byte) 0x0B)
                            .array());

    private final Map<Integer, byte[]> sections = new HashMap<>();
    private final Map<Integer, Entries> added = new HashMap<>();

    private OwnState(byte[] wasm) {
        ByteBuffer in = ByteBuffer.wrap(wasm).position(8);
        while (in.hasRemaining()) {
            int id = in.get();
            sections.put(id, bytes(in, number(in)));
        }
    }

    /** The module with its own state; empty when it imports other state than this. */
    static Optional<byte[]> of(byte[] wasm) {
        OwnState module = new OwnState(wasm);
        return module.takeImports() ? Optional.of(module.build()) : Optional.empty();
    }

    /** Makes definitions of imports; whether that was possible. */
    private boolean takeImports() {
        ByteBuffer in = ByteBuffer.wrap(sections.getOrDefault(IMPORTS, new byte[1]));
        sections.put(IMPORTS, new byte[1]);
        for (int count = number(in); count > 0; count--) {
            int start = in.position();
            String module = name(in);
            String name = name(in);
            int kind = in.get();
            int type = in.position();
            skipType(in, kind);
            Entries entries = added.computeIfAbsent(SECTION_OF_KIND[kind], key -> new Entries());
            byte[] own = SPECTEST.get(name);
            if (kind == 0) {
                entries.add(between(in, start));
            } else if (kind == TAG) {
                entries.add(between(in, type));
            } else if (module.equals(Spectest.NAME) && own != null) {
                entries.add(name.startsWith("global") ? between(in, type) : new byte[0], own);
            } else {
                return false;
            }
        }
        return true;
    }

    private byte[] build() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        for (int id : ORDER) {
            byte[] content = sections.get(id);
            Entries first = added.get(id);
            if (first != null) {
                content = first.before(content == null ? new byte[1] : content);
            }
            if (content != null) {
                out.write(id);
                number(out, content.length);
                out.writeBytes(content);
            }
        }
        return out.toByteArray();
    }

    /** Entries of a section. */
    private static final class Entries {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int count;

        void add(byte[]... parts) {
            count++;
            for (byte[] part : parts) {
                bytes.writeBytes(part);
            }
        }

        /** The content of a section that has these entries before its own. */
        byte[] before(byte[] content) {
            ByteBuffer own = ByteBuffer.wrap(content);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            number(all, count + number(own));
            all.writeBytes(bytes.toByteArray());
            all.writeBytes(bytes(own, own.remaining()));
            return all.toByteArray();
        }
    }

    private static void skipType(ByteBuffer in, int kind) {
        switch (kind) {
            case 0 -> number(in);
            case 1 -> {
                skipValueType(in);
                skipLimits(in);
            }
            case 2 -> skipLimits(in);
            case 3 -> {
                skipValueType(in);
                in.get();
            }
            default -> {
                in.get();
                number(in);
            }
        }
    }

    private static void skipValueType(ByteBuffer in) {
        int code = in.get();
        if (code == 0x63 || code == 0x64) {
            number(in);
        }
    }

    private static void skipLimits(ByteBuffer in) {
        int flags = in.get();
        number(in);
        if ((flags & 1) != 0) {
            number(in);
        }
    }

    private static String name(ByteBuffer in) {
        return new String(bytes(in, number(in)), StandardCharsets.UTF_8);
    }

    private static byte[] between(ByteBuffer in, int start) {
        int end = in.position();
        return bytes(in.position(start), end - start);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int number(ByteBuffer in) {
        int value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }

    private static void number(ByteArrayOutputStream out, int value) {
        int rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.write((rest & 0x7F) | 0x80);
        }
        out.write(rest);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
