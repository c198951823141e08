package dev.sedge.bench.cri;

import dev.sedge.agent.cri.v1.ImageSpec;
import dev.sedge.agent.cri.v1.ImageStatusRequest;
import dev.sedge.agent.cri.v1.ImageStatusResponse;
import dev.sedge.agent.cri.v1.PullImageRequest;
import dev.sedge.agent.cri.v1.PullImageResponse;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A container runtime that is measured.
 *
 * @param name what the tables call it
 * @param client the way to it
 * @param image what CreateContainer takes: the id of an image that prints a line and ends
 */
record Contender(String name, CriClient client, String image) implements AutoCloseable {

    /**
     * Parses {@code NAME=SOCKET=IMAGE} and makes sure that the image is there.
     *
     * @throws IOException if the runtime does not answer or cannot pull the image
     */
    static Contender parse(String argument) throws IOException, InterruptedException {
        String[] parts = argument.split("=", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("\"" + argument + "\" is not NAME=SOCKET=IMAGE");
        }
        var client = new CriClient(Path.of(parts[1]));
        var spec = ImageSpec.newBuilder().setImage(parts[2]).build();
        var here = client.image(
                "ImageStatus",
                ImageStatusRequest.newBuilder().setImage(spec).build(),
                ImageStatusResponse.getDefaultInstance());
        String id = here.hasImage()
                ? here.getImage().getId()
                : client.image(
                                "PullImage",
                                PullImageRequest.newBuilder().setImage(spec).build(),
                                PullImageResponse.getDefaultInstance())
                        .getImageRef();
        return new Contender(parts[0], client, id);
    }

    @Override
    public void close() {
        client.close();
    }
}
