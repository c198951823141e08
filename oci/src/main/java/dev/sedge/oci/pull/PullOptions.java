package dev.sedge.oci.pull;

import dev.sedge.oci.Platform;
import dev.sedge.oci.layer.UnpackLimits;
import dev.sedge.oci.wasm.PlatformSelector;
import java.util.List;

/**
 * What a pull may choose and how much it may take. Immutable.
 *
 * @param platforms the acceptable platforms of an index, the best first; the architecture may be {@code *}
 * @param limits how much an image may unpack to
 */
public record PullOptions(List<Platform> platforms, UnpackLimits limits) {
    /** Prefers WASI images, then Linux images of this machine's architecture, then any Linux image; usual limits. */
    public static final PullOptions DEFAULT = new PullOptions(PlatformSelector.defaults(), UnpackLimits.DEFAULT);

    /** Copies the list. */
    public PullOptions {
        platforms = List.copyOf(platforms);
    }

    /** The same with other platforms. Default: see {@link #DEFAULT}. */
    public PullOptions withPlatforms(List<Platform> newPlatforms) {
        return new PullOptions(newPlatforms, limits);
    }

    /** The same with other limits. Default: {@link UnpackLimits#DEFAULT}. */
    public PullOptions withLimits(UnpackLimits newLimits) {
        return new PullOptions(platforms, newLimits);
    }
}
