package dev.sedge.agent.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.cri.Lane;
import dev.sedge.agent.cri.RpcHandler;
import dev.sedge.agent.cri.RpcTable;
import dev.sedge.agent.cri.v1.ExecSyncRequest;
import dev.sedge.agent.cri.v1.ExecSyncResponse;
import dev.sedge.agent.cri.v1.PullImageRequest;
import dev.sedge.agent.cri.v1.PullImageResponse;
import dev.sedge.agent.cri.v1.VersionRequest;
import dev.sedge.agent.cri.v1.VersionResponse;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CriServerTest {
    private static final VersionRequest VERSION =
            VersionRequest.newBuilder().setVersion("0.1.0").build();

    @TempDir
    private Path directory;

    private final ArrayList<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private Path socket() {
        return directory.resolve("s");
    }

    private CriServer start(RpcTable.Builder table) throws IOException {
        var server = CriServer.start(socket(), table.build());
        opened.add(server);
        return server;
    }

    private CriClient client() {
        var client = new CriClient(socket());
        opened.add(client);
        return client;
    }

    private static RpcTable.Builder version(RpcHandler<VersionRequest, VersionResponse> handler) {
        return RpcTable.builder()
                .runtime(
                        Lane.QUERY,
                        "Version",
                        VersionRequest.getDefaultInstance(),
                        VersionResponse.getDefaultInstance(),
                        handler);
    }

    private static RpcTable.Builder echo() {
        return version(request ->
                VersionResponse.newBuilder().setVersion(request.getVersion()).build());
    }

    private static RpcTable.Builder execSync(
            RpcTable.Builder table, RpcHandler<ExecSyncRequest, ExecSyncResponse> handler) {
        return table.runtime(
                Lane.EXEC,
                "ExecSync",
                ExecSyncRequest.getDefaultInstance(),
                ExecSyncResponse.getDefaultInstance(),
                handler);
    }

    private static VersionResponse callVersion(CriClient client, String api)
            throws StatusException, InterruptedException {
        return client.call("runtime." + api + ".RuntimeService/Version", VERSION, VersionResponse.getDefaultInstance());
    }

    private static CriClient.Call<ExecSyncRequest, ExecSyncResponse> startExecSync(
            CriClient client, CallOptions options) {
        return client.start(
                "runtime.v1.RuntimeService/ExecSync",
                ExecSyncRequest.getDefaultInstance(),
                ExecSyncResponse.getDefaultInstance(),
                options);
    }

    @Test
    void call_byEitherVersionOfTheService_isAnswered() throws Exception {
        start(echo().image(
                        Lane.PULL,
                        "PullImage",
                        PullImageRequest.getDefaultInstance(),
                        PullImageResponse.getDefaultInstance(),
                        request -> PullImageResponse.newBuilder()
                                .setImageRef("sha256:1")
                                .build()));
        var client = client();

        assertThat(callVersion(client, "v1").getVersion()).isEqualTo("0.1.0");
        assertThat(callVersion(client, "v1alpha2").getVersion()).isEqualTo("0.1.0");
        for (String api : new String[] {"v1", "v1alpha2"}) {
            assertThat(client.call(
                                    "runtime." + api + ".ImageService/PullImage",
                                    PullImageRequest.getDefaultInstance(),
                                    PullImageResponse.getDefaultInstance())
                            .getImageRef())
                    .isEqualTo("sha256:1");
        }
    }

    @Test
    void call_thatIsNotInTheTable_isUnimplemented() throws Exception {
        start(echo());
        var client = client();

        assertThatThrownBy(() -> client.call(
                        "runtime.v1.RuntimeService/GetContainerEvents", VERSION, VersionResponse.getDefaultInstance()))
                .isInstanceOf(StatusException.class)
                .extracting(e -> ((StatusException) e).getStatus().getCode())
                .isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void refusal_hasTheCodeOfItsKindAndItsMessage() throws Exception {
        for (var kind : CriException.Kind.values()) {
            try (var server = CriServer.start(
                            socket(),
                            version(request -> {
                                        throw new CriException(kind, "no sandbox \"x\": über\nzwei");
                                    })
                                    .build());
                    var client = new CriClient(socket())) {
                assertThat(server).isNotNull();
                assertThatThrownBy(() -> callVersion(client, "v1")).isInstanceOfSatisfying(StatusException.class, e -> {
                    assertThat(e.getStatus().getCode().name()).isEqualTo(kind.name());
                    assertThat(e.getStatus().getDescription()).isEqualTo("no sandbox \"x\": über\nzwei");
                });
            }
        }
    }

    @Test
    void refusal_withAVeryLongMessage_reachesTheClient() throws Exception {
        start(version(request -> {
            throw new CriException(CriException.Kind.INVALID_ARGUMENT, "\n".repeat(100_000));
        }));
        var client = client();

        assertThatThrownBy(() -> callVersion(client, "v1"))
                .isInstanceOfSatisfying(
                        StatusException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    }

    @Test
    void defectOfAHandler_isInternalAndTheServerGoesOn() throws Exception {
        start(execSync(echo(), request -> {
            throw new StackOverflowError();
        }));
        var client = client();

        assertThat(startExecSync(client, CallOptions.DEFAULT).answer())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withMessageContaining("INTERNAL")
                .withMessageContaining("ExecSync failed unexpectedly")
                .withMessageContaining("StackOverflowError");
        assertThat(callVersion(client, "v1").getVersion()).isEqualTo("0.1.0");
    }

    @Test
    void message_of15MiB_passesBothWays() throws Exception {
        var large = ByteString.copyFrom(new byte[15 << 20]);
        start(execSync(
                echo(),
                request -> ExecSyncResponse.newBuilder()
                        .setStdout(request.getCmdBytes(0))
                        .build()));
        var client = client();

        var response = client.call(
                "runtime.v1.RuntimeService/ExecSync",
                ExecSyncRequest.newBuilder().addCmdBytes(large).build(),
                ExecSyncResponse.getDefaultInstance());

        assertThat(response.getStdout()).isEqualTo(large);
    }

    @Test
    void cancel_interruptsTheHandler() throws Exception {
        var running = new CountDownLatch(1);
        var interrupted = new CompletableFuture<String>();
        start(execSync(echo(), request -> waitForEver(running, interrupted)));
        var call = startExecSync(client(), CallOptions.DEFAULT);
        running.await();

        call.cancel();

        assertThat(interrupted.get()).startsWith("cri-exec-");
    }

    @Test
    void deadline_interruptsTheHandler() throws Exception {
        var interrupted = new CompletableFuture<String>();
        start(execSync(echo(), request -> waitForEver(new CountDownLatch(1), interrupted)));

        var call = startExecSync(client(), CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS));

        assertThat(interrupted.get()).startsWith("cri-exec-");
        assertThat(call.answer())
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withMessageContaining("DEADLINE_EXCEEDED");
    }

    @Test
    void clientThatGoesAway_interruptsItsHandlers() throws Exception {
        var running = new CountDownLatch(1);
        var interrupted = new CompletableFuture<String>();
        start(execSync(echo(), request -> waitForEver(running, interrupted)));
        try (var client = new CriClient(socket())) {
            startExecSync(client, CallOptions.DEFAULT);
            running.await();
        }

        assertThat(interrupted.get()).startsWith("cri-exec-");
    }

    @Test
    void query_isAnsweredWhileManyOtherCallsHang() throws Exception {
        int hanging = Lane.EXEC.threads();
        var running = new CountDownLatch(hanging);
        start(execSync(echo(), request -> waitForEver(running, new CompletableFuture<>())));
        var client = client();
        for (int i = 0; i < 2 * hanging; i++) {
            startExecSync(client, CallOptions.DEFAULT);
        }
        running.await();

        assertThat(callVersion(client, "v1").getVersion()).isEqualTo("0.1.0");
    }

    @Test
    void close_interruptsWhatRunsAndRemovesTheSocket() throws Exception {
        var running = new CountDownLatch(1);
        var interrupted = new CompletableFuture<String>();
        var server = start(execSync(echo(), request -> waitForEver(running, interrupted)));
        startExecSync(client(), CallOptions.DEFAULT);
        running.await();

        server.close();

        assertThat(interrupted.get()).startsWith("cri-exec-");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void start_afterAClose_servesAgain() throws Exception {
        start(echo()).close();
        start(echo());

        assertThat(callVersion(client(), "v1").getVersion()).isEqualTo("0.1.0");
    }

    @Test
    void start_whereAnotherAnswers_isRefusedAndTheOtherGoesOn() throws Exception {
        start(echo());

        assertThatThrownBy(() -> CriServer.start(socket(), echo().build()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(socket().toString())
                .hasMessageContaining("another program answers there");
        assertThat(callVersion(client(), "v1").getVersion()).isEqualTo("0.1.0");
        assertThat(directory.toFile().list()).containsExactly("s");
    }

    private static ExecSyncResponse waitForEver(CountDownLatch running, CompletableFuture<String> interrupted)
            throws InterruptedException {
        running.countDown();
        try {
            new CountDownLatch(1).await();
            throw new AssertionError();
        } catch (InterruptedException e) {
            interrupted.complete(Thread.currentThread().getName());
            throw e;
        }
    }
}
