package dev.sedge.oci.pull;

import dev.sedge.oci.Platform;
import dev.sedge.oci.layer.UnpackLimits;
import dev.sedge.oci.wasm.PlatformSelector;
import dev.sedge.oci.wasm.RunHints;
import java.util.List;
import java.util.Optional;

/**
 * What a pull may choose and how much it may take. Immutable.
 *
 * @param platforms the acceptable platforms of an index, the best first; the architecture may be {@code *}
 * @param limits how much an image may unpack to
 * @param hints what the request says about how the image is run: an image of tar layers that neither they nor itself
 *     call Wasm is refused. Without hints every image of tar layers is pulled, because a person wants it, and what is in
 *     it shows when it is run
 */
public record PullOptions(List<Platform> platforms, UnpackLimits limits, Optional<RunHints> hints) {
    /**
     * Prefers WASI images, then Linux images of this machine's architecture, then any Linux image; usual limits; no
     * hints.
     */
    public static final PullOptions DEFAULT =
            new PullOptions(PlatformSelector.defaults(), UnpackLimits.DEFAULT, Optional.empty());

    /** Copies the list. */
    public PullOptions {
        platforms = List.copyOf(platforms);
    }

    /** The same with other platforms. Default: see {@link #DEFAULT}. */
    public PullOptions withPlatforms(List<Platform> newPlatforms) {
        return new PullOptions(newPlatforms, limits, hints);
    }

    /** The same with other limits. Default: {@link UnpackLimits#DEFAULT}. */
    public PullOptions withLimits(UnpackLimits newLimits) {
        return new PullOptions(platforms, newLimits, hints);
    }

    /** The same with hints. Default: none. */
    public PullOptions withHints(RunHints newHints) {
        return new PullOptions(platforms, limits, Optional.of(newHints));
    }
}
