package dev.sedge.runtime.internal.compiler.run;

/** How a function is called in place of one that has ended with a tail call. Generated, one class for each that is. */
public abstract class TailEntry {

    /** Only for generated classes. */
    protected TailEntry() {}

    /** Calls it with the arguments that wait with the state; its results wait there then, unless it made a tail call too. */
    public abstract void call(InstanceState state, int depth);
}
