package dev.sedge.oci.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Json;
import dev.sedge.oci.internal.Text;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Docker credential helper: the program {@code docker-credential-NAME}, which reads a server's name and writes JSON.
 *
 * @see <a href="https://github.com/docker/docker-credential-helpers#development">Docker credential helpers</a>
 */
final class HelperProgram {
    private static final int MAX_ANSWER = 1 << 20;
    private static final String TOKEN_USER = "<token>";

    private final List<Path> searchPath;
    private final Duration patience;

    /** Looks for programs where the system does. */
    HelperProgram() {
        this(Optional.ofNullable(System.getenv("PATH")).orElse(""), Duration.ofSeconds(30));
    }

    HelperProgram(String searchPath, Duration patience) {
        this.searchPath = List.of(searchPath.split(File.pathSeparator)).stream()
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .toList();
        this.patience = patience;
    }

    /** What the helper keeps for a server; empty if it has nothing. */
    Optional<Credentials> get(String name, String server) throws OciException {
        String what = "credential helper docker-credential-" + Text.oneLine(name);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new OciException.Unauthorized("the name of " + what + " is invalid; repair config.json");
        }
        Path program = find(name)
                .orElseThrow(() -> new OciException.Unauthorized(what
                        + " is named in config.json, but there is no such program in PATH; install it, or log in"
                        + " without it"));
        Answer answer = run(program, server, what);
        if (answer.exit() != 0) {
            if (answer.output().toLowerCase(Locale.ROOT).contains("credentials not found")) {
                return Optional.empty();
            }
            throw new OciException.Unauthorized(
                    what + " ended with exit code " + answer.exit() + " for " + server + "; log in again");
        }
        return Optional.of(read(answer.output(), what));
    }

    private record Answer(int exit, String output) {
        /** The exit code only. */
        @Override
        public String toString() {
            return "Answer[exit=" + exit + "]";
        }
    }

    private static Credentials read(String output, String what) throws OciException {
        String user;
        String secret;
        try {
            ObjectNode answer = Json.parseObject(output.getBytes(StandardCharsets.UTF_8), what);
            user = Json.text(answer, "Username", what).orElse("");
            secret = Json.text(answer, "Secret", what).orElse("");
        } catch (OciException.Corrupt e) {
            // Its cause may quote the answer, and so a secret.
            throw new OciException.Unauthorized(what + " gave an answer that is not valid JSON; log in again");
        }
        return user.equals(TOKEN_USER) ? Credentials.identityToken(secret) : Credentials.basic(user, secret);
    }

    private Optional<Path> find(String name) {
        return searchPath.stream()
                .map(directory -> directory.resolve("docker-credential-" + name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Answer run(Path program, String server, String what) throws OciException {
        Process process;
        try {
            process = new ProcessBuilder(program.toString(), "get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new OciException.Unauthorized(what + " cannot be started: " + e.getMessage(), e);
        }
        CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> output(process));
        try (OutputStream in = process.getOutputStream()) {
            in.write(server.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.getLogger(HelperProgram.class.getName()).log(System.Logger.Level.DEBUG, "helper reads nothing", e);
        }
        try {
            String text = new String(output.get(patience.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            return new Answer(process.exitValue(), text);
        } catch (TimeoutException e) {
            throw new OciException.Unauthorized(what + " gave no answer in " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new OciException.Unauthorized(what + " gave no answer that can be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OciException.Cancelled("the question to " + what + " was cancelled", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static byte[] output(Process process) {
        try {
            return process.getInputStream().readNBytes(MAX_ANSWER);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
