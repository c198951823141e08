package dev.sedge.oci.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.OciException;
import org.junit.jupiter.api.Test;

final class ModuleKindTest {
    @Test
    void of_beginnings_areToldApart() {
        assertThat(ModuleKind.of(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0})).isEqualTo(ModuleKind.CORE_MODULE);
        assertThat(ModuleKind.of(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0})).isEqualTo(ModuleKind.COMPONENT);
        assertThat(ModuleKind.of(Manifests.utf8(" ;; text\n(module)"))).isEqualTo(ModuleKind.TEXT);
        assertThat(ModuleKind.of(Manifests.utf8("#!/bin/sh"))).isEqualTo(ModuleKind.NATIVE);
        assertThat(ModuleKind.of(new byte[] {0x7f, 'E', 'L', 'F', 2})).isEqualTo(ModuleKind.NATIVE);
        assertThat(ModuleKind.of(new byte[] {0, 'a', 's'})).isEqualTo(ModuleKind.OTHER);
        assertThat(ModuleKind.of(new byte[0])).isEqualTo(ModuleKind.OTHER);
    }

    @Test
    void requireCoreModule_otherKinds_sayWhatToDo() {
        assertThatThrownBy(() -> ModuleKind.requireCoreModule(Manifests.utf8("(module)"), "layer x"))
                .isInstanceOf(OciException.Unsupported.class)
                .hasMessage("layer x is WebAssembly text; translate it to binary, for example with wat2wasm");
        assertThatThrownBy(() -> ModuleKind.requireCoreModule(Manifests.utf8("garbage!"), "layer x"))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessage("layer x is not a Wasm module: it does not begin with \\0asm");
    }
}
