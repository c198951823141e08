package dev.sedge.oci.publish;

import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import dev.sedge.oci.ImageReference;
import dev.sedge.oci.OciException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * jib's failures in our words. Its own texts are left out: they can hold the answer of a token server, and so a token.
 */
final class PushFailures {
    private PushFailures() {}

    static OciException of(ImageReference target, Exception e) {
        String failed = "push " + target + " failed: ";
        String host = target.host();
        if (has(e, RegistryUnauthorizedException.class) || has(e, RegistryAuthenticationFailedException.class)) {
            return new OciException.Unauthorized(failed + host
                    + " does not allow it with these credentials; log in as somebody who may push to "
                    + target.repository());
        }
        if (has(e, InsecureRegistryException.class) || has(e, SSLException.class)) {
            return new OciException.Unavailable(failed + host
                    + " does not speak TLS or has a certificate that is not trusted; if it is meant to be without"
                    + " TLS, use --plain-http");
        }
        if (has(e, UnknownHostException.class)) {
            return new OciException.Unavailable(
                    failed + "the host of " + host + " is unknown; check its spelling and the name service");
        }
        if (has(e, ConnectException.class)) {
            return new OciException.Unavailable(failed + "the connection to " + host
                    + " was refused; is the registry running, and is the port right?");
        }
        return new OciException.Unavailable(failed + host + " did not accept the image ("
                + e.getClass().getSimpleName() + "); is it a registry, and may the repository be written?");
    }

    private static boolean has(Throwable error, Class<? extends Throwable> kind) {
        @Nullable Throwable at = error;
        for (int depth = 0; at != null && depth < 10; depth++) {
            if (kind.isInstance(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
