package dev.sedge.wasi;

import java.util.concurrent.locks.Condition;

/** The sleepers that are known by their identity. */
final class Sleepers {
    static final Sleeper REAL = Condition::awaitNanos;

    private Sleepers() {}
}
