package dev.sedge.agent.pod;

import dev.sedge.agent.cri.CriException;
import dev.sedge.agent.launch.FakeContainer;
import dev.sedge.agent.launch.PreparedContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One image, of which {@link FakeContainer}s are made, each with something of its own on the disk. */
public final class FakeImages implements ContainerImages {
    /** The id of the image. */
    public static final String ID = "sha256:" + "ab".repeat(32);

    /** The name of the image. */
    public static final String NAME = "docker.io/library/hello:1";

    /** All that were made, in order. */
    public final List<FakeContainer> made = new CopyOnWriteArrayList<>();

    /** Called with each request before the container is made. */
    public volatile Consumer<Request> onPrepare = request -> {};

    @Override
    public ContainerImage get(String reference) throws CriException {
        if (!reference.equals(ID) && !reference.equals(NAME)) {
            throw new CriException(CriException.Kind.NOT_FOUND, "no image " + reference);
        }
        return new Only();
    }

    private final class Only implements ContainerImage {
        @Override
        public String id() {
            return ID;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public PreparedContainer prepare(Request request) {
            write(request.directory());
            onPrepare.accept(request);
            FakeContainer container = new FakeContainer();
            made.add(container);
            return container;
        }

        private static void write(Path directory) {
            try {
                Files.writeString(Files.createDirectory(directory).resolve("written"), "x");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
