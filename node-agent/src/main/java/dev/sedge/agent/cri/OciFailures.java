package dev.sedge.agent.cri;

import dev.sedge.agent.cri.CriException.Kind;
import dev.sedge.oci.OciException;

/** What goes wrong with images, in the terms of the CRI. */
final class OciFailures {
    /** Kubelet shows these words as the reason why a container waits, if the code is UNKNOWN. */
    private static final String REGISTRY_UNAVAILABLE = "RegistryUnavailable: ";

    private static final String SIGNATURE_INVALID = "SignatureValidationFailed: ";

    private OciFailures() {}

    /** Work on images. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws OciException;
    }

    /** Does the work; a cancelled one ends as the thread's interrupt, which caused it. */
    static <T> T translate(Work<T> work) throws CriException, InterruptedException {
        try {
            return work.run();
        } catch (OciException.Cancelled e) {
            Thread.interrupted();
            var interrupted = new InterruptedException(e.getMessage());
            interrupted.initCause(e);
            throw interrupted;
        } catch (OciException e) {
            throw of(e);
        }
    }

    static CriException of(OciException e) {
        String message = message(e);
        if (e instanceof OciException.Unavailable || e instanceof OciException.RateLimited) {
            return new CriException(Kind.UNKNOWN, REGISTRY_UNAVAILABLE + message, e);
        }
        if (e instanceof OciException.PolicyDenied) {
            return new CriException(Kind.UNKNOWN, SIGNATURE_INVALID + message, e);
        }
        return new CriException(kind(e), message, e);
    }

    private static Kind kind(OciException e) {
        if (e instanceof OciException.InvalidReference) {
            return Kind.INVALID_ARGUMENT;
        }
        if (e instanceof OciException.NotFound) {
            return Kind.NOT_FOUND;
        }
        if (e instanceof OciException.Unauthorized) {
            return Kind.PERMISSION_DENIED;
        }
        if (e instanceof OciException.Unsupported) {
            return Kind.FAILED_PRECONDITION;
        }
        if (e instanceof OciException.TooLarge || e instanceof OciException.DiskFull) {
            return Kind.RESOURCE_EXHAUSTED;
        }
        return Kind.INTERNAL;
    }

    /** Its own words and those of the mirrors that failed before. */
    private static String message(OciException e) {
        StringBuilder message = new StringBuilder(String.valueOf(e.getMessage()));
        for (Throwable before : e.getSuppressed()) {
            if (before instanceof OciException) {
                message.append("; before that, ").append(before.getMessage());
            }
        }
        return message.toString();
    }
}
