package dev.sedge.oci;

import dev.sedge.oci.internal.Text;
import java.util.Locale;
import java.util.Optional;

/**
 * What an image is built for, as an index or a config says it; foreign text, compared without regard to case.
 *
 * @param os the operating system: {@code wasip1}, {@code wasi}, {@code linux}
 * @param architecture the instruction set: {@code wasm}, {@code amd64}
 * @param variant a refinement of the architecture such as {@code v8}
 */
public record Platform(String os, String architecture, Optional<String> variant) {
    /** A WASI preview 1 module, as newer tools say it. */
    public static final Platform WASIP1_WASM = of("wasip1", "wasm");

    /** A WASI module, as older tools say it. */
    public static final Platform WASI_WASM = of("wasi", "wasm");

    /** A platform without a variant. */
    public static Platform of(String os, String architecture) {
        return new Platform(os, architecture, Optional.empty());
    }

    /**
     * The platform that a text names.
     *
     * @throws OciException.InvalidReference if it is not {@code os/architecture} or {@code os/architecture/variant}
     */
    public static Platform parse(String text) throws OciException.InvalidReference {
        String[] parts = text.split("/", -1);
        boolean valid = parts.length == 2 || parts.length == 3;
        for (String part : parts) {
            valid &= part.matches("[A-Za-z0-9_.-]{1,64}");
        }
        if (!valid) {
            throw new OciException.InvalidReference(
                    "platform " + Text.quote(text) + " is invalid; expected os/architecture, such as wasi/wasm");
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
    }

    /** Whether the architecture is Wasm; the old name {@code wasm32} counts. */
    public boolean isWasm() {
        String lower = architecture.toLowerCase(Locale.ROOT);
        return lower.equals("wasm") || lower.equals("wasm32");
    }

    /** The same platform with os and architecture in lower case, {@code wasm} for {@code wasm32}, and no variant. */
    public Platform normalized() {
        return of(os.toLowerCase(Locale.ROOT), isWasm() ? "wasm" : architecture.toLowerCase(Locale.ROOT));
    }

    /** The form {@code os/architecture[/variant]}. */
    @Override
    public String toString() {
        return os + "/" + architecture + variant.map(v -> "/" + v).orElse("");
    }
}
