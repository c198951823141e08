package dev.sedge.agent.cri;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sedge.agent.cri.v1.Image;
import dev.sedge.agent.cri.v1.Int64Value;
import dev.sedge.agent.image.ImageDescription;
import dev.sedge.agent.image.Images;
import dev.sedge.agent.log.Event;
import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.store.StoredImage;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Images as kubelet sees them. The user of an image is read once, because kubelet lists all images every few seconds and
 * an id stands for its content. Thread-safe.
 */
final class ImageMessages {
    private static final System.Logger LOG = System.getLogger(ImageMessages.class.getName());
    private static final int MOST_KNOWN = 10_000;
    private static final Pattern UID = Pattern.compile("[0-9]{1,10}");

    private final Images images;
    private final Map<Digest, String> users = new ConcurrentHashMap<>();

    ImageMessages(Images images) {
        this.images = images;
    }

    /** The image; empty if it cannot be read any more, so that kubelet pulls it again. */
    Optional<Image> image(StoredImage stored) throws OciException {
        Image.Builder image = Image.newBuilder()
                .setId(stored.id().toString())
                .addAllRepoTags(stored.repoTags())
                .addAllRepoDigests(stored.repoDigests())
                .setSize(Math.max(1, stored.size()));
        try {
            setUser(image, user(stored));
        } catch (OciException.NotFound | OciException.Corrupt | OciException.Unsupported e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    Event.of("an image is damaged, and to be pulled again")
                            .with("id", stored.id())
                            .with("reason", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
        return Optional.of(image.build());
    }

    /** What {@code crictl inspecti} shows. */
    Map<String, String> info(StoredImage stored) throws OciException {
        Map<String, Object> about = ImageDescription.of(images.open(stored));
        try {
            return Map.of("info", new ObjectMapper().writeValueAsString(about));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers are always JSON", e);
        }
    }

    private String user(StoredImage stored) throws OciException {
        String known = users.get(stored.id());
        if (known != null) {
            return known;
        }
        String user = images.open(stored).config().user();
        if (users.size() >= MOST_KNOWN) {
            users.clear();
        }
        users.put(stored.id(), user);
        return user;
    }

    /**
     * A number in the range of user ids is one, no user means root, and all else is a name, of which kubelet cannot
     * verify that it is not root.
     */
    private static void setUser(Image.Builder image, String user) {
        int colon = user.indexOf(':');
        String name = colon < 0 ? user : user.substring(0, colon);
        boolean number = UID.matcher(name).matches() && Long.parseLong(name) <= Integer.MAX_VALUE;
        if (name.isEmpty() || number) {
            long uid = name.isEmpty() ? 0 : Long.parseLong(name);
            image.setUid(Int64Value.newBuilder().setValue(uid));
        } else {
            image.setUsername(name);
        }
    }
}
