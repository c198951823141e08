package dev.sedge.runtime.internal.spec;

import java.util.OptionalInt;

/** What became of one command. */
sealed interface Outcome {

    /** It did what the script says. */
    record Passed() implements Outcome {}

    /**
     * It did something else.
     *
     * @param refused whether a module was refused that the script wants to be run
     */
    record Failed(String expected, String seen, boolean refused) implements Outcome {
        @Override
        public String toString() {
            return "expected " + expected + ", seen " + seen;
        }
    }

    /** Nobody promised that it would work. */
    record Outside(Scope scope) implements Outcome {}

    /** It needs an instance that an earlier command did not make. */
    record Dependent(int line, Outcome origin) implements Outcome {}

    /** The line of the command that is to blame when it is another one. */
    default OptionalInt blamed() {
        return this instanceof Dependent dependent ? OptionalInt.of(dependent.line()) : OptionalInt.empty();
    }

    /** What became of the command that is to blame. */
    default Outcome origin() {
        return this;
    }

    /** Whether a module was refused, by this command or by the one it needs. */
    default boolean isRefusal() {
        return origin() instanceof Failed failed && failed.refused();
    }
}
