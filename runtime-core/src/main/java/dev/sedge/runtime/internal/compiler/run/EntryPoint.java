package dev.sedge.runtime.internal.compiler.run;

/** How a function is called from outside. Generated, one class for each function that is. */
public abstract class EntryPoint {

    /** Only for generated classes. */
    protected EntryPoint() {}

    /**
     * Calls it.
     *
     * @param slots its arguments, and then its results
     * @param state the instance
     * @param depth how many calls may be nested
     */
    public abstract void call(long[] slots, InstanceState state, int depth);
}
