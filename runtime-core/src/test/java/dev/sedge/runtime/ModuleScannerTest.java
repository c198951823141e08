package dev.sedge.runtime;

import static dev.sedge.runtime.ModuleBytes.FUNCREF;
import static dev.sedge.runtime.ModuleBytes.I32;
import static dev.sedge.runtime.ModuleBytes.I64;
import static dev.sedge.runtime.ModuleBytes.bytes;
import static dev.sedge.runtime.ModuleBytes.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ModuleScannerTest {

    private static final Engine ENGINE = Engine.create();

    static Stream<Arguments> otherFiles() {
        return Stream.of(
                arguments("empty", "", "the file is empty"),
                arguments("text", "(module)", "this is Wasm text (.wat)"),
                arguments("text with comment", "\n ;; hello\n(module)", "this is Wasm text (.wat)"),
                arguments("web page", "<!DOCTYPE html><html>", "this is an HTML or XML page"),
                arguments("script", "#!/bin/sh\n", "this is a script"),
                arguments("gzip", "\u001f\u008b\u0008", "this is gzip data"),
                arguments("zip", "PK\u0003\u0004", "this is a zip or jar archive"),
                arguments("program", "\u007fELF\u0002", "this is a native ELF program"),
                arguments("component", "\u0000asm\r\u0000\u0001\u0000", "this is a component (WASI 0.2 or later)"),
                arguments("version", "\u0000asm\u0002\u0000\u0000\u0000", "unknown binary version 2"),
                arguments("cut header", "\u0000asm\u0001", "unexpected end after 5 bytes"),
                arguments("noise", "hello", "magic header not detected"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherFiles")
    void compile_otherFile_saysWhatItIs(String name, String content, String message) {
        assertThat(name).isNotBlank();
        assertThatThrownBy(() -> ENGINE.compile(content.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(InvalidModuleException.class)
                .hasMessageStartingWith("read module: ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void compile_truncatedAnywhere_isInvalidOrAModule() {
        byte[] whole = Guests.bytes("calls");
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            try {
                ENGINE.compile(part);
            } catch (InvalidModuleException expected) {
                assertThat(expected).hasMessageNotContaining("\n");
            }
        }
    }

    static Stream<Arguments> bombs() {
        ModuleBytes manyLocals = bytes().u32(200);
        for (int i = 0; i < 200; i++) {
            manyLocals.u32(50_000).raw(I64);
        }
        ModuleBytes manyFunctions = bytes().u32(50);
        for (int i = 0; i < 50; i++) {
            manyFunctions.sized(bytes().raw(1).u32(50_000).raw(I64, 0x0B));
        }
        ModuleBytes targets =
                bytes().repeat(35_000, 0x02, 0x40).raw(0x41, 0, 0x0E).u32(35_000);
        for (int i = 0; i <= 35_000; i++) {
            targets.u32(i);
        }
        targets.repeat(35_000, 0x0B);
        ModuleBytes branches = bytes().repeat(40_000, 0x02, 0x40);
        for (int i = 0; i < 40_000; i++) {
            branches.raw(0x41, 0, 0x0D).u32(39_999);
        }
        branches.repeat(40_000, 0x0B);
        ModuleBytes tables = bytes().u32(50);
        for (int i = 0; i < 50; i++) {
            tables.raw(0x70, 0).u32(10_000_000);
        }
        ModuleBytes imports = bytes().u32(20_000);
        for (int i = 0; i < 20_000; i++) {
            imports.name("a").name("b").raw(0, 0);
        }
        ModuleBytes thousandResults = bytes().raw(1, 0x60, 0).u32(1000).repeat(1000, I32);
        return Stream.of(
                arguments("locals of one function", code(manyLocals.raw(0x0B)), "locals in one function"),
                arguments(
                        "locals of many functions",
                        module().voidType().functions(50).section(10, manyFunctions),
                        " locals, "),
                arguments("tables", module().section(4, tables), "initial table entries"),
                arguments("table count", module().section(4, bytes().u32(101).repeat(101, 0x70, 0, 0)), "101 tables"),
                arguments("imports", module().voidType().section(2, imports), "20000 imports"),
                arguments("branch table", module().voidType().functions(1).body(targets), "validation work"),
                arguments("deep branches", module().voidType().functions(1).body(branches), "validation work"),
                arguments(
                        "sibling loops",
                        module().voidType().functions(1).body(bytes().repeat(100_000, 0x03, 0x40, 0x0B)),
                        "validation work"),
                arguments(
                        "pushed values",
                        module().section(1, thousandResults).functions(1).body(bytes().repeat(20_000, 0x10, 0)),
                        "values of instructions with several results"),
                arguments(
                        "type errors",
                        module().voidType().functions(1).body(bytes().repeat(1_000_000, 0x6A)),
                        "type mismatch, more than 100"),
                arguments(
                        "unfollowed instructions",
                        module().voidType().functions(1).body(bytes().repeat(300_000, 0xFD, 0x4D)),
                        "more than 200000 instructions in one function"),
                arguments("memories", module().section(5, bytes().u32(17).repeat(17, 0, 1)), "17 memories"),
                arguments(
                        "function body",
                        module().voidType().functions(1).body(bytes().repeat(3 << 20, 0x01)),
                        "bytes in one function"),
                arguments("types", module().section(1, bytes().u32(50_001).repeat(50_001, 0x60, 0, 0)), "50001 types"),
                arguments(
                        "globals",
                        module().section(6, bytes().u32(50_001).repeat(50_001, I32, 0, 0x41, 0, 0x0B)),
                        "50001 globals"),
                arguments(
                        "exports",
                        module().voidType()
                                .functions(1)
                                .section(7, bytes().u32(50_001).repeat(50_001, 0, 0, 0)),
                        "50001 exports"),
                arguments(
                        "data segments",
                        module().section(11, bytes().u32(100_001).repeat(100_001, 1, 0)),
                        "100001 data segments"),
                arguments(
                        "element entries",
                        module().section(9, bytes().raw(1, 1, 0).u32(200_001).repeat(200_001, 0)),
                        "200001 element entries"),
                arguments(
                        "function count",
                        module().voidType().section(3, bytes().u32(300_001).repeat(300_001, 0)),
                        "300001 functions"),
                arguments(
                        "parameters",
                        module().section(
                                        1,
                                        bytes().raw(1, 0x60)
                                                .u32(1001)
                                                .repeat(1001, I32)
                                                .raw(0)),
                        "1001 parameters"),
                arguments("count beyond the section", module().section(1, bytes().u32(40_000)), "unexpected end"),
                arguments("section beyond the file", module().raw(1).u32(0xFFFFFFFFL), "unexpected end"));
    }

    private static ModuleBytes code(ModuleBytes body) {
        return module().voidType().functions(1).section(10, bytes().raw(1).sized(body));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void compile_bomb_isRefusedByName(String name, ModuleBytes bomb, String message) {
        assertThat(name).isNotBlank();
        assertThatThrownBy(() -> ENGINE.compile(bomb.build()))
                .isInstanceOf(InvalidModuleException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n")
                .hasNoCause();
    }

    static Stream<Arguments> unsupported() {
        return Stream.of(
                arguments("struct type", module().section(1, bytes().raw(1, 0x5F, 0)), "GC proposal"),
                arguments("anyref", module().section(1, bytes().raw(1, 0x60, 1, 0x6E, 0)), "GC proposal"),
                arguments(
                        "ref.i31",
                        module().voidType().functions(1).body(bytes().raw(0x41, 0, 0xFB, 0x1C, 0x1A)),
                        "GC proposal"),
                arguments("memory64", module().section(5, bytes().raw(1, 4, 1)), "memory64"),
                arguments("table64", module().section(4, bytes().raw(1, 0x70, 4, 1)), "memory64"),
                arguments(
                        "legacy exceptions",
                        module().voidType().functions(1).body(bytes().raw(0x06, 0x40, 0x0B)),
                        "legacy exception handling"),
                arguments(
                        "wide tag",
                        module().section(
                                        1,
                                        bytes().raw(1, 0x60, 17).repeat(17, I32).raw(0))
                                .section(13, bytes().raw(1, 0, 0)),
                        "values in one exception"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsupported")
    void compile_unsupported_saysWhat(String name, ModuleBytes bytes, String message) {
        assertThat(name).isNotBlank();
        assertThatThrownBy(() -> ENGINE.compile(bytes.build()))
                .isInstanceOf(InvalidModuleException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                arguments(
                        "type mismatch", module().voidType().functions(1).body(bytes().raw(0x41, 0)), "type mismatch"),
                arguments(
                        "unknown local",
                        module().voidType().functions(1).body(bytes().raw(0x20, 9, 0x1A)),
                        "unknown local"),
                arguments(
                        "unknown function",
                        module().voidType().functions(1).body(bytes().raw(0x10, 9)),
                        "unknown function 9"),
                arguments("unknown type", module().functions(1), "unknown type 0"),
                arguments(
                        "unknown label",
                        module().voidType().functions(1).body(bytes().raw(0x0C, 9)),
                        "unknown label 9"),
                arguments("sections out of order", module().functions(0).voidType(), "out of order"),
                arguments("section twice", module().voidType().voidType(), "out of order"),
                arguments("unknown section", module().section(14, bytes()), "malformed section id 14"),
                arguments(
                        "no bodies",
                        module().voidType().functions(1).section(10, bytes().raw(0)),
                        "inconsistent lengths"),
                arguments(
                        "illegal opcode",
                        module().voidType().functions(1).body(bytes().raw(0xFF)),
                        "illegal opcode 0xff"),
                arguments(
                        "aliased opcode",
                        module().voidType()
                                .functions(1)
                                .body(bytes().raw(0xFD).u32(0x103).raw(0)),
                        "illegal opcode"),
                arguments("custom name", module().section(0, bytes().raw(1, 0xFF)), "malformed UTF-8"),
                arguments(
                        "bad export",
                        module().section(7, bytes().raw(1).name("x").raw(0, 0)),
                        "unknown function 0"),
                arguments(
                        "export twice",
                        module().voidType()
                                .functions(1)
                                .section(
                                        7,
                                        bytes().raw(2)
                                                .name("x")
                                                .raw(0, 0)
                                                .name("x")
                                                .raw(0, 0))
                                .section(10, bytes().raw(1, 2, 0, 0x0B)),
                        "duplicate export name"),
                arguments(
                        "tag with a result",
                        module().section(1, bytes().raw(1, 0x60, 0, 1, I32)).section(13, bytes().raw(1, 0, 0)),
                        "non-empty tag result type"),
                arguments(
                        "table that begins with a later global",
                        module().section(4, bytes().raw(1, 0x40, 0, FUNCREF, 0, 1, 0x23, 0, 0x0B))
                                .section(6, bytes().raw(1, FUNCREF, 0, 0xD0, FUNCREF, 0x0B)),
                        "unknown global 0"),
                arguments(
                        "global that begins with itself",
                        module().section(6, bytes().raw(1, I32, 0, 0x23, 0, 0x0B)),
                        "unknown global 0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void compile_invalid_saysWhy(String name, ModuleBytes bytes, String message) {
        assertThat(name).isNotBlank();
        assertThatThrownBy(() -> ENGINE.compile(bytes.build()))
                .isInstanceOf(InvalidModuleException.class)
                .hasMessageContaining(message);
    }

    @Test
    void compile_wide_valuesThatToolchainsMake_pass() {
        ModuleBytes targets =
                bytes().repeat(2_000, 0x02, 0x40).raw(0x41, 0, 0x0E).u32(2_000);
        for (int i = 0; i <= 2_000; i++) {
            targets.u32(i);
        }
        targets.repeat(2_000, 0x0B);

        assertThatCode(() -> ENGINE.compile(
                        module().voidType().functions(1).body(targets).build()))
                .doesNotThrowAnyException();
    }

    @Test
    void compile_moreThanTheHeapHolds_isRefusedBeforeItIsTried() {
        int bodies = (int) Math.min(100, Runtime.getRuntime().maxMemory() / (80 << 20) + 1);
        ModuleBytes code = bytes().u32(bodies);
        ModuleBytes nops = bytes().raw(0).repeat((1 << 20) - 2, 0x01).raw(0x0B);
        for (int i = 0; i < bodies; i++) {
            code.sized(nops);
        }
        ModuleBytes large = module().voidType().functions(bodies).section(10, code);

        assertThatThrownBy(() -> Guests.in(Tier.INTERPRETER).compile(large))
                .isInstanceOf(InvalidModuleException.class)
                .hasMessageContaining("raise -Xmx");
    }

    @Test
    void compile_damagedNameSection_countsAsFarAsItCanBeRead() {
        ModuleBytes names = bytes().name("name")
                .raw(1)
                .sized(bytes().raw(2, 0).name("first\u001b[31m").raw(1, 0x7F));
        ModuleBytes bytes = module().voidType()
                .functions(2)
                .section(7, bytes().raw(1).name("f").raw(0, 0))
                .section(10, bytes().raw(2).sized(bytes().raw(0, 0, 0x0B)).sized(bytes().raw(0, 0x0B)))
                .section(0, names);
        WasmInstance instance =
                Guests.in(Tier.COMPILER).compile(bytes).instantiate(Imports.none(), ResourceLimits.defaults());

        assertThatThrownBy(() -> instance.call("f"))
                .isInstanceOfSatisfying(
                        TrapException.class,
                        trap -> assertThat(trap.trace().get(0).name()).contains("first?[31m"));
    }

    @Test
    void compile_moduleAboveTheLimit_isRefused() {
        ModuleLimits limits = ModuleLimits.defaults().withModuleBytes(10);
        Engine engine = Engine.create(EngineConfig.defaults().withModuleLimits(limits));

        assertThatThrownBy(() -> engine.compile(new byte[11]))
                .isInstanceOf(InvalidModuleException.class)
                .hasMessage("module has 11 bytes, 10 are allowed");
    }

    @Test
    void outline_importsAndExports_areTyped() {
        WasmModule module = Guests.in(Tier.COMPILER).module("calls");

        assertThat(module.digest()).matches("sha256:[0-9a-f]{64}");
        assertThat(module.imports().get(0)).hasToString("function host.add (i32, i64) -> (i64)");
        assertThat(module.exports().get(0)).hasToString("memory memory 1..4 pages");
        assertThat(module.exports()).hasSizeGreaterThan(10);
    }

    @Test
    void compile_closedEngine_isRefused() {
        Engine engine = Engine.create();
        engine.close();

        assertThatThrownBy(() -> engine.compile(Guests.bytes("start"))).isInstanceOf(IllegalStateException.class);
    }
}
