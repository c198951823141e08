package dev.sedge.agent.launch;

import dev.sedge.wasi.Stdio;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells when a guest has said something for the first time. */
final class Signal extends OutputStream {
    private final CountDownLatch said = new CountDownLatch(1);

    Stdio stdio() {
        return Stdio.none().withOutput(this);
    }

    void awaitOutput() throws InterruptedException {
        if (!said.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the guest said nothing");
        }
    }

    @Override
    public void write(int b) {
        said.countDown();
    }
}
