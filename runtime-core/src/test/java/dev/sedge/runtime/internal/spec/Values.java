package dev.sedge.runtime.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sedge.runtime.FunctionType;
import dev.sedge.runtime.ValueType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The values of a script as slots, and whether slots are what a script expects. */
final class Values {

    private static final long NULL = -1;

    private Values() {}

    /** The slots of arguments. */
    static long[] slots(JsonNode arguments) {
        List<Long> slots = new ArrayList<>();
        for (JsonNode argument : arguments) {
            if (isVector(argument)) {
                for (BigInteger half : halves(lanes(argument))) {
                    slots.add(half.longValue());
                }
            } else {
                slots.add(slot(argument));
            }
        }
        return slots.stream().mapToLong(Long::longValue).toArray();
    }

    private static long slot(JsonNode value) {
        String text = value.get("value").asText();
        if (text.equals("null")) {
            return NULL;
        }
        long number = new BigInteger(text).longValue();
        return switch (value.get("type").asText()) {
            case "i32", "f32" -> (int) number;
            case "i64", "f64", "externref" -> number;
            default -> throw new IllegalArgumentException("no argument of a guest: " + value);
        };
    }

    /** Whether these are the expected results, one after the other. */
    static boolean match(List<JsonNode> expected, long[] slots) {
        int slot = 0;
        for (JsonNode value : expected) {
            int next = slot + (isVector(value) ? 2 : 1);
            if (next > slots.length || !matchesAny(value, slots, slot)) {
                return false;
            }
            slot = next;
        }
        return slot == slots.length;
    }

    private static boolean matchesAny(JsonNode value, long[] slots, int at) {
        if (!value.get("type").asText().equals("either")) {
            return isVector(value) ? vectorMatches(value, slots, at) : matches(value, slots[at]);
        }
        for (JsonNode choice : value.get("values")) {
            if (matchesAny(choice, slots, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(JsonNode value, long slot) {
        String type = value.get("type").asText();
        String text = value.path("value").asText("");
        return switch (type) {
            case "f32", "f64" -> floatMatches(type, text, slot);
            case "i32", "i64" -> slot == slot(value);
            case "refnull", "nullref", "nullfuncref", "nullexternref", "nullexnref" -> slot == NULL;
            default -> text.isEmpty() ? slot != NULL : slot == slot(value);
        };
    }

    /** An f32 slot must be sign-extended; a NaN of the script stands for any sign and, if arithmetic, any payload. */
    private static boolean floatMatches(String type, String text, long slot) {
        boolean single = type.equals("f32");
        if (single && slot != (int) slot) {
            return false;
        }
        long quiet = single ? 0x7fc0_0000L : 0x7ff8_0000_0000_0000L;
        long magnitude = slot & (single ? 0x7fff_ffffL : Long.MAX_VALUE);
        return switch (text) {
            case "nan:canonical" -> magnitude == quiet;
            case "nan:arithmetic" -> (magnitude & quiet) == quiet;
            default -> slot == (single ? new BigInteger(text).intValue() : new BigInteger(text).longValue());
        };
    }

    private static boolean vectorMatches(JsonNode value, long[] slots, int at) {
        String type = value.get("lane_type").asText();
        int width = 128 / value.get("value").size();
        BigInteger seen = unsigned(slots[at + 1]).shiftLeft(64).or(unsigned(slots[at]));
        BigInteger mask = mask(width);
        int lane = 0;
        for (JsonNode expected : value.get("value")) {
            BigInteger bits = seen.shiftRight(width * lane++).and(mask);
            boolean same = type.startsWith("f")
                    ? floatMatches(type, expected.asText(), width == 32 ? bits.intValue() : bits.longValue())
                    : new BigInteger(expected.asText()).and(mask).equals(bits);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static BigInteger lanes(JsonNode vector) {
        int width = 128 / vector.get("value").size();
        BigInteger bits = BigInteger.ZERO;
        int lane = 0;
        for (JsonNode value : vector.get("value")) {
            bits = bits.or(new BigInteger(value.asText()).and(mask(width)).shiftLeft(width * lane++));
        }
        return bits;
    }

    private static List<BigInteger> halves(BigInteger bits) {
        return List.of(bits.and(mask(64)), bits.shiftRight(64));
    }

    private static BigInteger mask(int width) {
        return BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    private static boolean isVector(JsonNode value) {
        return value.get("type").asText().equals("v128")
                || (value.has("values") && isVector(value.get("values").get(0)));
    }

    /** The form {@code f32 nan:canonical}. */
    static String describe(JsonNode value) {
        String type = value.has("lane_type")
                ? "v128 " + value.get("lane_type").asText()
                : value.get("type").asText();
        if (value.has("values")) {
            StringJoiner choices = new StringJoiner(" or ");
            value.get("values").forEach(choice -> choices.add(describe(choice)));
            return choices.toString();
        }
        return value.has("value") ? type + " " + value.get("value").toString().replace("\"", "") : type;
    }

    /** Slots as the function's type has them, numbers and bits. */
    static String describe(long[] slots, FunctionType type) {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        int slot = 0;
        for (ValueType value : type.results()) {
            for (int i = 0; i < value.slots() && slot < slots.length; i++, slot++) {
                text.add(value + " " + slots[slot] + " = 0x" + Long.toHexString(slots[slot]));
            }
        }
        return text.toString();
    }
}
