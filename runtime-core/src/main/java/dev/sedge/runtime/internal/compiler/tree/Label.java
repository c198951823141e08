package dev.sedge.runtime.internal.compiler.tree;

/** Where branches go: behind a block, or to the beginning of a loop. Compared by identity. */
public final class Label {

    private int branches;

    /** Counts a branch to here. */
    public void addBranch() {
        branches++;
    }

    /** Whether any branch goes here. */
    public boolean isUsed() {
        return branches > 0;
    }
}
