package dev.sedge.agent.grant;

import java.util.regex.Pattern;

/** Words of strangers on their way into a message. */
public final class Foreign {
    private static final int LONGEST = 300;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Foreign() {}

    /** The text without what steers terminals, cut if it is long. */
    static String text(String words) {
        return text(words, LONGEST);
    }

    /** The text without what steers terminals, and with no more characters than these and a sign that there are more. */
    public static String text(String words, int longest) {
        String cut = words.length() <= longest ? words : words.substring(0, longest) + "…";
        return UNSEEN.matcher(cut).replaceAll("?");
    }
}
