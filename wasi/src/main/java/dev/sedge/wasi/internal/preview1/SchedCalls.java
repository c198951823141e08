package dev.sedge.wasi.internal.preview1;

/** {@code sched_yield}: SUCCESS. */
final class SchedCalls implements CallFamily {
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // a yield is what the guest asks for
    public void call(Call call, long[] a) {
        if (call != Call.SCHED_YIELD) {
            throw CallFamily.foreign(call);
        }
        Thread.yield();
    }
}
