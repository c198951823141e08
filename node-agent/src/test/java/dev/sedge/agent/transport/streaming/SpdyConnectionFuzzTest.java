package dev.sedge.agent.transport.streaming;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdyRstStreamFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Whatever a peer sends after its upgrade: the connection goes on, or is closed. Nothing else is thrown or left. */
class SpdyConnectionFuzzTest {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    private static final List<String> TYPES =
            List.of("error", "data", "stdin", "stdout", "stderr", "resize", "", "other");

    /** The bytes are what comes from the wire, or, after a first byte of 1, a script of frames that are well-formed. */
    @FuzzTest(maxDuration = "5m")
    void receive_anyBytes_throwsNothing(byte[] bytes) {
        receive(
                new RemoteCommand(
                        new StreamRequest.Attach("c", true, true, true, false),
                        CommandProtocol.V4,
                        new FakeSessions(),
                        THREADS),
                bytes);
        receive(new PortForwarding("gone", new FakeSessions(), THREADS), bytes);
    }

    private static void receive(StreamUser user, byte[] bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
        channel.pipeline().addLast(new SpdyConnection(channel, user));
        if (bytes.length > 0 && bytes[0] == 1) {
            for (int i = 1; i + 2 < bytes.length && channel.isOpen(); i += 3) {
                channel.pipeline()
                        .context(SpdyFrameCodec.class)
                        .fireChannelRead(frame(bytes[i] & 0xff, bytes[i + 1] & 0xff, bytes[i + 2] & 0xff));
                channel.runPendingTasks();
            }
        } else {
            channel.writeInbound(Unpooled.copiedBuffer(bytes));
        }
        channel.checkException();
        channel.finishAndReleaseAll();
    }

    private static SpdyFrame frame(int kind, int id, int more) {
        return switch (kind % 6) {
            case 0, 1 -> {
                SpdySynStreamFrame opening = new DefaultSpdySynStreamFrame(id + 1, 0, (byte) 0);
                opening.headers().set("streamtype", TYPES.get(more % TYPES.size()));
                opening.headers().set("port", String.valueOf(more - 8));
                if (kind % 6 == 1) {
                    opening.headers().set("requestid", String.valueOf(more / TYPES.size() % 4));
                }
                opening.setLast(kind > 200);
                yield opening;
            }
            case 2, 3 -> {
                SpdyDataFrame data = new DefaultSpdyDataFrame(id + 1, Unpooled.copiedBuffer(new byte[more]));
                data.setLast(kind % 6 == 3);
                yield data;
            }
            case 4 -> new DefaultSpdyRstStreamFrame(id + 1, 1 + more % 11);
            default -> new DefaultSpdyPingFrame(id);
        };
    }
}
