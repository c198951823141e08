package dev.sedge.wasi;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Checks of the texts that a guest receives. */
final class Texts {
    private Texts() {}

    /** Returns the text if a guest can be given it: no NUL, and every character can be written in UTF-8. */
    static String requireUsable(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " contains a NUL character");
        }
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " cannot be written in UTF-8 (half of a surrogate pair)", e);
        }
        return text;
    }
}
