package dev.sedge.oci.publish;

import dev.sedge.oci.Digest;
import dev.sedge.oci.OciException;
import dev.sedge.oci.internal.Text;
import java.util.Arrays;

/** A core Wasm module that is to be published, with its file name. Immutable. */
public final class WasmFile {
    private static final byte[] MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final byte[] COMPONENT = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};

    private final String name;
    private final byte[] content;

    private WasmFile(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    /**
     * The module with a file name.
     *
     * @param name a plain name without directories, such as {@code hello.wasm}
     * @param content the bytes of the module, in the binary format
     * @throws OciException.Unsupported if the bytes are no core module, or the name is no plain file name
     */
    public static WasmFile of(String name, byte[] content) throws OciException.Unsupported {
        String what = "publish " + Text.quote(name) + " failed: ";
        boolean plain = !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.length() <= 200
                && name.chars().noneMatch(c -> c == '/' || Character.isISOControl(c));
        if (!plain) {
            throw new OciException.Unsupported(what + "the name is no plain file name; give it one");
        }
        byte[] head = Arrays.copyOf(content, MODULE.length);
        if (Arrays.equals(head, COMPONENT)) {
            throw new OciException.Unsupported(what + "it is a Wasm component, not a core module; build it for wasip1");
        }
        if (!Arrays.equals(head, MODULE)) {
            throw new OciException.Unsupported(what + "it does not begin like a Wasm module; is it the right file?");
        }
        return new WasmFile(name, content.clone());
    }

    /** The file name. */
    public String name() {
        return name;
    }

    /** The digest of the module. */
    public Digest digest() {
        return Digest.sha256Of(content);
    }

    byte[] content() {
        return content;
    }
}
