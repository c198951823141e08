package dev.sedge.oci.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream whose reads end: at the idle deadline, below the lowest rate, and when the reading
 * thread is interrupted.
 *
 * <p>The JDK's own body stream does none of this: its reads wait for ever and do not notice an interrupt. Only the time
 * spent waiting for the network counts, not that of a slow reader, and no more than one piece is asked for ahead.
 */
final class BodyPipe extends InputStream implements HttpResponse.BodySubscriber<BodyPipe> {
    private final Deadlines deadlines;
    private final Queue<ByteBuffer> pieces = new ArrayDeque<>();
    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private long waitedNanos;
    private long bytesInWindow;
    private boolean ended;

    BodyPipe(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** A body that is slower than the deadlines allow. */
    static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1;

        TooSlow(String message) {
            super(message);
        }
    }

    /** Stands for a subscription that came too late or is over. */
    private record Closed() implements Flow.Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }

    private record Signal(List<ByteBuffer> data, @Nullable Throwable error, boolean last) {}

    @Override
    public CompletionStage<BodyPipe> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (subscription.compareAndSet(null, given)) {
            given.request(1);
        } else {
            given.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> data) {
        signals.add(new Signal(data, null, false));
    }

    @Override
    public void onError(Throwable error) {
        signals.add(new Signal(List.of(), error, true));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(List.of(), null, true));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        while (pieces.isEmpty() || !pieces.element().hasRemaining()) {
            pieces.poll();
            if (pieces.isEmpty() && !awaitMore()) {
                return -1;
            }
        }
        ByteBuffer piece = pieces.element();
        int count = Math.min(length, piece.remaining());
        piece.get(buffer, offset, count);
        return count;
    }

    private boolean awaitMore() throws IOException {
        if (ended) {
            return false;
        }
        Signal signal = take();
        if (signal.last()) {
            ended = true;
            if (signal.error() != null) {
                throw new IOException(signal.error().getMessage(), signal.error());
            }
            return false;
        }
        for (ByteBuffer piece : signal.data()) {
            bytesInWindow += piece.remaining();
            pieces.add(piece);
        }
        Flow.Subscription source = subscription.get();
        if (source != null) {
            source.request(1);
        }
        return true;
    }

    private Signal take() throws IOException {
        long start = System.nanoTime();
        try {
            Signal signal = signals.poll(deadlines.idle().toNanos(), TimeUnit.NANOSECONDS);
            if (signal == null) {
                throw tooSlow("sent nothing for " + deadlines.idle().toMillis() + " ms");
            }
            waitedNanos += System.nanoTime() - start;
            if (waitedNanos >= deadlines.rateWindow().toNanos()) {
                requireRate();
            }
            return signal;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private void requireRate() throws IOException {
        double perSecond = bytesInWindow / (waitedNanos / 1e9);
        if (perSecond < deadlines.minBytesPerSecond()) {
            throw tooSlow("sent less than " + deadlines.minBytesPerSecond() + " bytes a second for "
                    + deadlines.rateWindow().toMillis() + " ms");
        }
        waitedNanos = 0;
        bytesInWindow = 0;
    }

    private TooSlow tooSlow(String what) {
        close();
        return new TooSlow(what);
    }

    @Override
    public void close() {
        ended = true;
        pieces.clear();
        Flow.Subscription source = subscription.getAndSet(new Closed());
        if (source != null) {
            source.cancel();
        }
    }
}
