import org.jspecify.annotations.NullMarked;

/**
 * OCI images of Wasm modules: values, the registry client, an in-process registry, the content
 * store, the unpacker, the classifier, the puller, and the publisher.
 *
 * <p>Jackson and jib-core are implementation details: none of their types is in a public signature, and jib-core is
 * needed only by the package that publishes.
 */
@NullMarked
module dev.sedge.oci {
    requires static transitive org.jspecify;
    requires java.net.http;
    requires jdk.httpserver;
    requires com.fasterxml.jackson.databind;
    requires static com.google.cloud.tools.jib;

    exports dev.sedge.oci;
    exports dev.sedge.oci.layer;
    exports dev.sedge.oci.local;
    exports dev.sedge.oci.publish;
    exports dev.sedge.oci.pull;
    exports dev.sedge.oci.registry;
    exports dev.sedge.oci.store;
    exports dev.sedge.oci.wasm;
}
