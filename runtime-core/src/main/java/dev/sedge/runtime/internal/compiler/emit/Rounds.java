package dev.sedge.runtime.internal.compiler.emit;

import dev.sedge.runtime.internal.compiler.tree.Kind;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes how a method counts the rounds of its loops, and looks whether it may go on when enough of them were made. */
final class Rounds {

    /** Before the first look; a function that calls looks at its beginning. */
    static final int USUAL = 1000;

    private final Code code;
    private final Layout layout;

    Rounds(Code code, Layout layout) {
        this.code = code;
        this.layout = layout;
    }

    /** Says how many rounds there may be before the first look. */
    void begin(int rounds) {
        code.push(rounds);
        code.store(Kind.INT, layout.rounds);
    }

    /** Counts a round and goes on at a label, or behind this after a look. */
    void countTo(Label next) {
        code.out().visitIincInsn(layout.rounds, -1);
        code.load(Kind.INT, layout.rounds);
        code.jump(Opcodes.IFGT, next);
        code.loadReference(layout.state);
        code.call(Names.INSTANCE_STATE, "pollLoop", "(" + Names.STATE_PARAMETER + ")I");
        code.store(Kind.INT, layout.rounds);
    }
}
