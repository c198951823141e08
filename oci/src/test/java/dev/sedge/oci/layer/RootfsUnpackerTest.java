package dev.sedge.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.Descriptor;
import dev.sedge.oci.Digest;
import dev.sedge.oci.MediaType;
import dev.sedge.oci.OciException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RootfsUnpackerTest {
    private static final byte[] MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    @TempDir
    Path directory;

    private Unpacked image;

    @BeforeEach
    void makeRoot() throws IOException {
        image = new Unpacked(directory);
    }

    @AfterEach
    void canaryIsUnchanged() throws IOException {
        image.assertCanaryUnchanged();
    }

    @Test
    void finish_imageWithModules_listsThemWithTheirDigests() throws IOException {
        image.apply(Tar.archive()
                .file("app/b.wasm", "not wasm")
                .file("a", MODULE, 0755)
                .file("text", "x")
                .symlink("a", "link.wasm"));
        UnpackedRootfs content = image.finish();
        assertThat(content.wasmFiles())
                .containsExactly(
                        new WasmFile("/a", Digest.sha256Of(MODULE), 8),
                        new WasmFile("/app/b.wasm", Digest.sha256Of("not wasm".getBytes(StandardCharsets.UTF_8)), 8));
        assertThat(content.files()).isEqualTo(6);
        assertThat(content.bytes()).isEqualTo(17);
        assertThat(RootfsUnpacker.scan(image.root, 0)).isEqualTo(content);
    }

    @Test
    void apply_duplicateEntry_lastWins() throws IOException {
        image.apply(Tar.archive().file("f", "one").file("f", "two").dir("d").file("d", "file now"));
        assertThat(image.read("f")).isEqualTo("two");
        assertThat(image.read("d")).isEqualTo("file now");
    }

    @Test
    void apply_whiteoutsAcrossLayers_hideLowerFilesOnly() throws IOException {
        image.apply(Tar.archive().file("d/lower", "1").file("d/sub/lower", "1").file("gone", "1"))
                .apply(Tar.archive()
                        .file("d/own", "2")
                        .file("d/sub/own", "2")
                        .file("d/.wh..wh..opq", "")
                        .file("d/later", "2")
                        .file(".wh.gone", "")
                        .file(".wh.d/.wh.never", "")
                        .file(".wh..wh.plnk", ""));
        assertThat(image.exists("d/lower")).isFalse();
        assertThat(image.exists("d/sub/lower")).isFalse();
        assertThat(image.read("d/own")).isEqualTo("2");
        assertThat(image.read("d/sub/own")).isEqualTo("2");
        assertThat(image.read("d/later")).isEqualTo("2");
        assertThat(image.exists("gone")).isFalse();
        assertThat(image.exists(".wh..wh.plnk")).isFalse();
    }

    @Test
    void apply_whiteoutOfOwnDirectory_sparesWhatTheLayerMade() throws IOException {
        image.apply(Tar.archive().file("d/lower", "1"))
                .apply(Tar.archive().file("d/own", "2").file(".wh.d", ""));
        assertThat(image.exists("d/lower")).isFalse();
        assertThat(image.read("d/own")).isEqualTo("2");
    }

    @Test
    void apply_devicesAndFifos_areLeftOut() throws IOException {
        image.apply(Tar.archive()
                .entry('3', "null", "", new byte[0], 0666)
                .entry('4', "sda", "", new byte[0], 0666)
                .entry('6', "fifo", "", new byte[0], 0666)
                .file("good", "x"));
        assertThat(image.finish().skippedSpecials()).isEqualTo(3);
        assertThat(image.exists("null") || image.exists("sda") || image.exists("fifo"))
                .isFalse();
        assertThat(image.read("good")).isEqualTo("x");
    }

    @Test
    void apply_modes_keepPermissionsWithoutSetuid() throws IOException {
        image.apply(Tar.archive().file("suid", new byte[0], 06755).file("locked", new byte[0], 0));
        assertThat(Files.getAttribute(image.root.resolve("suid"), "unix:mode")).isEqualTo(0100755);
        assertThat(Files.getPosixFilePermissions(image.root.resolve("locked")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void finish_directories_haveTheirTimes() throws IOException {
        image.apply(Tar.archive().dir("d").file("d/f", "x"));
        image.finish();
        assertThat(Files.getLastModifiedTime(image.root.resolve("d")).to(TimeUnit.SECONDS))
                .isEqualTo(1_600_000_000L);
        assertThat(Files.getLastModifiedTime(image.root.resolve("d/f")).to(TimeUnit.SECONDS))
                .isEqualTo(1_600_000_000L);
    }

    @Test
    void apply_paxHeaders_overridePathLinkAndSize() throws IOException {
        String longName = "d/" + "x".repeat(200);
        image.apply(Tar.archive()
                .meta('g', "12 path=zzz\n")
                .pax("path", longName, "mtime", "12.5", "SCHILY.xattr.user.a", "b")
                .file("short", "long name")
                .pax("linkpath", longName)
                .symlink("short", "link")
                .pax("size", "5")
                .raw(Tar.header('0', "sized".getBytes(StandardCharsets.UTF_8), new byte[0], 0, 0644))
                .body("12345".getBytes(StandardCharsets.UTF_8))
                .file("after", "x"));
        assertThat(image.read(longName)).isEqualTo("long name");
        assertThat(image.linkAt("link")).isEqualTo(longName);
        assertThat(image.read("sized")).isEqualTo("12345");
        assertThat(image.read("after")).isEqualTo("x");
    }

    @Test
    void apply_gnuLongNames_areRead() throws IOException {
        String longName = "d/" + "y".repeat(150);
        image.apply(Tar.archive().file(longName, "x").symlink(longName, "z".repeat(120)));
        assertThat(image.read(longName)).isEqualTo("x");
        assertThat(image.linkAt("z".repeat(120))).isEqualTo(longName);
    }

    @Test
    void apply_smuggledEntry_isContentOnly() throws IOException {
        byte[] inner = Tar.archive().file("smuggled", "evil").open();
        byte[] header = Tar.header('0', "outer".getBytes(StandardCharsets.UTF_8), new byte[0], 0, 0644);
        image.apply(Tar.archive()
                .pax("size", String.valueOf(inner.length))
                .raw(header)
                .body(inner)
                .file("after", "x"));
        assertThat(image.exists("smuggled")).isFalse();
        assertThat(image.root.resolve("outer")).hasSize(inner.length);
    }

    @Test
    void apply_base256Size_isRead() throws IOException {
        byte[] header = Tar.header('0', "f".getBytes(StandardCharsets.UTF_8), new byte[0], 0, 0644);
        Arrays.fill(header, 124, 136, (byte) 0);
        header[124] = (byte) 0x80;
        header[135] = 3;
        image.apply(Tar.archive().raw(Tar.checksum(header)).body(new byte[] {'a', 'b', 'c'}));
        assertThat(image.read("f")).isEqualTo("abc");
    }

    @Test
    void apply_negativeSize_isRefused() {
        byte[] header = Tar.header('0', "f".getBytes(StandardCharsets.UTF_8), new byte[0], 0, 0644);
        Arrays.fill(header, 124, 136, (byte) 0xff);
        assertCorrupt(Tar.archive().raw(Tar.checksum(header)).bytes(), "negative size");
    }

    @Test
    void apply_hugeSize_isRefused() {
        byte[] header = Tar.header('0', "f".getBytes(StandardCharsets.UTF_8), new byte[0], 077777777777L, 0644);
        assertCorrupt(Tar.archive().raw(header).bytes(), "truncated");
    }

    @Test
    void apply_damagedArchives_areRefused() {
        byte[] good = Tar.archive().file("f", "content").bytes();
        byte[] flipped = good.clone();
        flipped[3] ^= 1;
        assertCorrupt(flipped, "checksum");
        assertCorrupt(Arrays.copyOf(good, 700), "truncated");
        assertCorrupt(Arrays.copyOf(good, 100), "truncated");
        byte[] trailing = Arrays.copyOf(good, good.length + 512);
        trailing[good.length + 7] = 1;
        assertCorrupt(trailing, "followed by other bytes");
        assertCorrupt("this is no tar archive at all".repeat(40).getBytes(StandardCharsets.UTF_8), "tar");
        assertCorrupt(Tar.archive().pax("path", "a\0b").file("f", "").bytes(), "pax");
        assertCorrupt(Tar.archive().meta('x', "99 path=x\n").file("f", "").bytes(), "pax");
        assertCorrupt(Tar.archive().meta('x', "9 path=x\n").bytes(), "truncated");
        assertCorrupt(
                Tar.archive()
                        .pax("path", "one")
                        .meta('L', "two\0")
                        .file("f", "")
                        .bytes(),
                "two names");
    }

    @Test
    void apply_unsupportedMembers_areRefusedWithTheReason() {
        assertUnsupported(Tar.archive().entry('S', "f", "", new byte[0], 0644).bytes(), "sparse");
        assertUnsupported(
                Tar.archive().pax("GNU.sparse.major", "1").file("f", "").bytes(), "sparse");
        assertUnsupported(
                Tar.archive().entry('V', "volume", "", new byte[0], 0644).bytes(), "unknown type");
        byte[] latin1 = Tar.header('0', new byte[] {'a', (byte) 0xe9}, new byte[0], 0, 0644);
        assertUnsupported(Tar.archive().raw(latin1).bytes(), "UTF-8");
    }

    @Test
    void apply_limits_areHeld() throws IOException {
        UnpackLimits small = new UnpackLimits(3, 3, 40, 20_000, 10);
        assertTooLarge(small, Tar.archive().dir("a").dir("b").dir("c").dir("d").bytes(), "too many files");
        assertTooLarge(small, Tar.archive().file("a/b/c/d", "").bytes(), "deep");
        assertTooLarge(small, Tar.archive().file("x".repeat(41), "").bytes(), "path of 41 bytes");
        assertTooLarge(small, Tar.archive().file("f", new byte[30_000], 0644).bytes(), "more than 20000 bytes");
        assertTooLarge(
                UnpackLimits.DEFAULT,
                Tar.archive().meta('L', "x".repeat(2 << 20)).bytes(),
                "extended header");
        assertTooLarge(
                UnpackLimits.DEFAULT, Tar.archive().file("x".repeat(300), "").bytes(), "255 bytes");
        UnpackLimits ratio = new UnpackLimits(3, 3, 40, 1L << 30, 10);
        assertTooLarge(ratio, Tar.archive().file("f", new byte[20 << 20], 0644).gzip(), "bomb");
    }

    @Test
    void apply_gzipMembers_areAllRead() throws IOException {
        byte[] tar = Tar.archive().file("one", "1").file("two", "2").bytes();
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int from = 0; from < tar.length; from += 512) {
            members.writeBytes(Tar.gzip(Arrays.copyOfRange(tar, from, from + 512)));
        }
        members.writeBytes(Tar.gzip(new byte[0]));
        byte[] blob = members.toByteArray();
        InputStream neverAvailable = new ByteArrayInputStream(blob) {
            @Override
            public synchronized int available() {
                return 0;
            }
        };
        new RootfsUnpacker(image.root, UnpackLimits.DEFAULT)
                .apply(neverAvailable, Tar.layer(blob), Optional.of(Digest.sha256Of(tar)));
        assertThat(image.read("two")).isEqualTo("2");
    }

    @Test
    void apply_damagedGzip_isRefused() {
        byte[] good = Tar.archive().file("f", "content").gzip();
        byte[] wrongCrc = good.clone();
        wrongCrc[good.length - 6] ^= 1;
        assertCorrupt(wrongCrc, "checksum");
        assertCorrupt(Arrays.copyOf(good, good.length - 3), "unexpected end");
        byte[] trailing = Arrays.copyOf(good, good.length + 4);
        trailing[good.length] = 'x';
        assertCorrupt(trailing, "no gzip header");
    }

    @Test
    void apply_wrongDiffId_isRefused() {
        byte[] blob = Tar.archive().file("f", "x").gzip();
        RootfsUnpacker unpacker = new RootfsUnpacker(image.root, UnpackLimits.DEFAULT);
        Digest wrong = Digest.sha256Of(blob);
        assertThatThrownBy(() -> unpacker.apply(new ByteArrayInputStream(blob), Tar.layer(blob), Optional.of(wrong)))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining("does not unpack to the diff id " + wrong);
    }

    @Test
    void apply_blobOfAnotherDigest_saysThatItWasChanged() {
        byte[] blob = Tar.archive().file("f", "x").gzip();
        Descriptor layer = Tar.layer(blob);
        byte[] changed = blob.clone();
        changed[20] ^= 1;
        RootfsUnpacker unpacker = new RootfsUnpacker(image.root, UnpackLimits.DEFAULT);
        assertThatThrownBy(() -> unpacker.apply(new ByteArrayInputStream(changed), layer, Optional.empty()))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining("was changed or damaged on the disk; pull the image again");
    }

    @ParameterizedTest
    @ValueSource(strings = {MediaType.OCI_LAYER_GZIP, MediaType.OCI_LAYER_ZSTD})
    void apply_compressionThatIsNotTheDeclaredOne_isRefused(String mediaType) {
        byte[] plain = Tar.archive().file("f", "x").bytes();
        RootfsUnpacker unpacker = new RootfsUnpacker(image.root, UnpackLimits.DEFAULT);
        assertThatThrownBy(() -> unpacker.apply(
                        new ByteArrayInputStream(plain), Descriptor.of(mediaType, plain), Optional.empty()))
                .isInstanceOfAny(OciException.Corrupt.class, OciException.Unsupported.class);
    }

    @Test
    void apply_namesTheLocaleCannotExpress_areUnsupported() throws Exception {
        byte[] blob = Tar.archive().file("gr\u00fc\u00dfe", "x").bytes();
        Path file = Files.write(directory.resolve("layer.tar"), blob);
        String java = ProcessHandle.current().info().command().orElseThrow();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                UnpackMain.class.getName(),
                file.toString(),
                image.root.toString());
        builder.environment().put("LC_ALL", "POSIX");
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Files.delete(file);
        assertThat(output).isEqualToIgnoringNewLines(UnpackMain.UNSUPPORTED);
    }

    private void assertCorrupt(byte[] layer, String message) {
        assertThatThrownBy(() -> image.apply(layer))
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining(message);
    }

    private void assertUnsupported(byte[] layer, String message) {
        assertThatThrownBy(() -> image.apply(layer))
                .isInstanceOf(OciException.Unsupported.class)
                .hasMessageContaining(message);
    }

    private void assertTooLarge(UnpackLimits limits, byte[] layer, String message) {
        RootfsUnpacker unpacker = new RootfsUnpacker(image.root, limits);
        assertThatThrownBy(() -> unpacker.apply(new ByteArrayInputStream(layer), Tar.layer(layer), Optional.empty()))
                .isInstanceOf(OciException.TooLarge.class)
                .hasMessageContaining(message);
    }
}
