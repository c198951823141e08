package dev.sedge.agent.grant;

import java.util.regex.Pattern;

/** The fuel of a guest in words: a count of instructions. */
public final class FuelGrant {
    /** Of 63 bits in any case. */
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    private FuelGrant() {}

    /**
     * Reads it.
     *
     * @throws GrantSyntaxException if it is no whole number below 10<sup>18</sup>
     */
    public static long parse(String text) {
        if (!COUNT.matcher(text).matches()) {
            throw new GrantSyntaxException("'" + text + "' is no number of instructions, such as 1000000000");
        }
        return Long.parseLong(text);
    }
}
