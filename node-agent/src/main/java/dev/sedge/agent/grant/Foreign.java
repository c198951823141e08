package dev.sedge.agent.grant;

/** Words of strangers on their way into a message. */
final class Foreign {
    private static final int LONGEST = 300;

    private Foreign() {}

    /** The text without control characters, cut if it is long. */
    static String text(String words) {
        String cut = words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
        return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
