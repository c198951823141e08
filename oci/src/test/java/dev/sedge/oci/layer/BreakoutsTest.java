package dev.sedge.oci.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sedge.oci.OciException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of containerd's TestBreakouts, by their names, each beside a canary that must stay as it is. */
final class BreakoutsTest {
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

    private static Tar passwd() {
        return Tar.archive().dir("etc").file("/etc/passwd", "inside");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"SymlinkAbsolute, /etc", "SymlinkUpAndOut, /dummy/../etc"})
    void symlink_toDirectory_staysInside(String name, String target) throws IOException {
        image.apply(Tar.archive()
                .dir("etc")
                .dir("dummy")
                .symlink(target, "localetc")
                .file("/localetc/unbroken", name));
        assertThat(image.read("etc/unbroken")).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"SymlinkMultipleAbsolute, /dummy/etc", "SymlinkMultipleRelative, ./dummy/etc"})
    void symlinkMultiple_staysInside(String name, String target) throws IOException {
        image.apply(Tar.archive()
                .dir("etc")
                .dir("dummy")
                .symlink("/etc", "/dummy/etc")
                .symlink(target, "localetc")
                .file("/dummy/etc/unbroken", name));
        assertThat(image.read("etc/unbroken")).isEqualTo(name);
    }

    @Test
    void symlinkEmptyFile() throws IOException {
        image.apply(Tar.archive()
                .dir("etc")
                .file("etc/emptied", "notempty")
                .symlink("/etc", "localetc")
                .file("/localetc/emptied", ""));
        assertThat(image.read("etc/emptied")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"HardlinkRelative, ../../etc", "HardlinkDownAndOut, ../downandout/../../etc"})
    void hardlink_throughNestedSymlink_isTheImagesFile(String name, String target) throws IOException {
        image.apply(passwd().dir("breakouts")
                .symlink(target, "breakouts/d1")
                .link("/breakouts/d1/passwd", "breakouts/mypasswd"));
        assertThat(image.isSameFile("etc/passwd", "breakouts/mypasswd"))
                .as(name)
                .isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "HardlinkAbsolute, /etc",
        "HardlinkRelativeLong, ../../../../../../../etc",
        "HardlinkRelativeUpAndOut, upandout/../../../etc"
    })
    void hardlink_throughSymlink_isTheImagesFile(String name, String target) throws IOException {
        image.apply(passwd().symlink(target, "localetc").link("/localetc/passwd", "localpasswd"));
        assertThat(image.isSameFile("etc/passwd", "localpasswd")).as(name).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"HardlinkDirectRelative, ../../../../../etc/passwd", "HardlinkDirectAbsolute, /etc/passwd"})
    void hardlinkDirect_isTheImagesFile(String name, String target) throws IOException {
        image.apply(passwd().link(target, "localpasswd"));
        assertThat(image.isSameFile("etc/passwd", "localpasswd")).as(name).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"SymlinkParentDirectory, ..", "SymlinkEmptyFilename, ''"})
    void symlink_namedLikeTheRoot_isIgnored(String name, String link) throws IOException {
        image.apply(passwd().symlink("/etc/", link).link("/etc/passwd", "localpasswd"));
        assertThat(image.isSameFile("etc/passwd", "localpasswd")).as(name).isTrue();
        assertThat(image.root).isDirectory();
    }

    @Test
    void symlinkParentRelative() throws IOException {
        image.apply(passwd().symlink("/etc/", "localetc/sub/..").link("/etc/passwd", "/localetc/localpasswd"));
        assertThat(image.isSameFile("etc/passwd", "etc/localpasswd")).isTrue();
    }

    @Test
    void symlinkSlashEnded() throws IOException {
        image.apply(passwd().dir("localetc/").link("/etc/passwd", "/localetc/localpasswd"));
        assertThat(image.isSameFile("etc/passwd", "localetc/localpasswd")).isTrue();
    }

    @Test
    void directoryOverrideSymlink() throws IOException {
        image.apply(passwd().symlink("/etc", "localetc"))
                .apply(Tar.archive().dir("/localetc/").link("/etc/passwd", "/localetc/localpasswd"));
        assertThat(image.root.resolve("localetc")).isDirectory().isNotEqualTo(image.root.resolve("etc"));
        assertThat(image.isSameFile("etc/passwd", "localetc/localpasswd")).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"SymlinkOverrideDirectory, /etc", "SymlinkOverrideDirectoryRelative, ../../etc"})
    void symlinkOverrideDirectory(String name, String target) throws IOException {
        image.apply(passwd().dir("localetc"))
                .apply(Tar.archive().symlink(target, "localetc").link("/etc/passwd", "/localetc/localpasswd"));
        assertThat(image.linkAt("localetc")).as(name).isEqualTo(target);
        assertThat(image.isSameFile("etc/passwd", "etc/localpasswd")).isTrue();
    }

    @Test
    void directoryOverrideSymlinkAndHardlink() throws IOException {
        image.apply(passwd().symlink("etc", "localetc").link("/etc/passwd", "/localetc/localpasswd"))
                .apply(Tar.archive().dir("/localetc/").file("/localetc/localpasswd", "new"));
        assertThat(image.read("localetc/localpasswd")).isEqualTo("new");
        assertThat(image.isSameFile("etc/passwd", "localetc/localpasswd")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "WhiteoutRootParent, .wh...",
        "WhiteoutParent, etc/.wh...",
        "WhiteoutRoot, .wh..",
        "WhiteoutCurrentDirectory, etc/.wh..",
        "an empty name, .wh."
    })
    void whiteout_ofNothingBelow_isRefused(String name, String marker) throws IOException {
        image.apply(passwd());
        assertThatThrownBy(() -> image.apply(Tar.archive().file(marker, "")))
                .as(name)
                .isInstanceOf(OciException.Corrupt.class)
                .hasMessageContaining("whiteout");
        assertThat(image.read("etc/passwd")).isEqualTo("inside");
    }

    @Test
    void whiteoutSymlink() throws IOException {
        image.apply(passwd().symlink("/etc", "localetc")).apply(Tar.archive().file(".wh.localetc", ""));
        assertThat(image.exists("localetc")).isFalse();
        assertThat(image.read("etc/passwd")).isEqualTo("inside");
    }

    @Test
    void whiteoutSymlinkPath() throws IOException {
        image.apply(passwd().file("etc/whitedout", "x").symlink("/etc", "localetc"))
                .apply(Tar.archive().file("localetc/.wh.whitedout", ""));
        assertThat(image.exists("etc/whitedout")).isFalse();
        assertThat(image.read("etc/passwd")).isEqualTo("inside");
    }

    @Test
    void whiteoutDirectoryName() throws IOException {
        image.apply(passwd()).apply(Tar.archive().file(".wh.etc/somefile", "ordinary"));
        assertThat(image.read(".wh.etc/somefile")).isEqualTo("ordinary");
        assertThat(image.read("etc/passwd")).isEqualTo("inside");
    }

    @Test
    void whiteoutDeadSymlinkParent() throws IOException {
        image.apply(passwd().symlink("/dne", "localetc")).apply(Tar.archive().file("localetc/.wh.etc", ""));
        assertThat(image.read("etc/passwd")).isEqualTo("inside");
        assertThat(image.exists("dne")).isFalse();
    }

    @Test
    void whiteoutRelativePath() throws IOException {
        image.apply(passwd()).apply(Tar.archive().file("dne/../.wh.etc", ""));
        assertThat(image.exists("etc")).isFalse();
    }

    @Test
    void symlinkOverridePath() throws IOException {
        image.apply(Tar.archive()
                .dir("foo/tmp")
                .file("foo/tmp/b", "one")
                .symlink("/", "foo")
                .file("foo/tmp/sedge-breakout", "two")
                .dir("foo")
                .dir("foo/tmp")
                .file("foo/tmp/b", "three"));
        assertThat(image.read("foo/tmp/b")).isEqualTo("three");
        assertThat(image.read("tmp/sedge-breakout")).isEqualTo("two");
        assertThat(Path.of("/tmp/sedge-breakout")).doesNotExist();
    }

    @Test
    void hardlinkSymlinkBeforeCreateTarget() throws IOException {
        image.apply(Tar.archive()
                .dir("etc")
                .symlink("/etc/passwd", "localpasswd")
                .link("localpasswd", "localpasswd-dup")
                .file("/etc/passwd", "after"));
        assertThat(image.linkAt("localpasswd-dup")).isEqualTo("/etc/passwd");
        assertThat(RootPaths.findFile(image.root, "/localpasswd-dup")).contains(image.root.resolve("etc/passwd"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"HardlinkSymlinkRelative, ../../../../../etc/passwd", "HardlinkSymlinkAbsolute, /etc/passwd"})
    void hardlinkSymlink_linksTheLink(String name, String target) throws IOException {
        image.apply(passwd().symlink(target, "passwdlink").link("/passwdlink", "localpasswd"));
        assertThat(image.linkAt("passwdlink")).as(name).isEqualTo(target);
        assertThat(image.linkAt("localpasswd")).isEqualTo(target);
    }

    @Test
    void hardlinkSymlinkChmod() throws IOException {
        Path secret = image.canary.resolve("secret");
        image.apply(Tar.archive()
                .symlink(secret.toString(), "sketchy")
                .entry('1', "sketchylink", "sketchy", new byte[0], 0777));
        assertThat(Files.getPosixFilePermissions(secret)).isEqualTo(PosixFilePermissions.fromString("r--------"));
    }

    /** Archives of our own that try to get out. */
    @Nested
    class OurOwn {
        @ParameterizedTest
        @ValueSource(
                strings = {"../canary/secret", "/canary/secret", "../../../../canary/secret", "a/../../canary/secret"})
        void file_namedOutside_landsInside(String name) throws IOException {
            image.apply(Tar.archive().file(name, "inside"));
            assertThat(image.read("canary/secret")).isEqualTo("inside");
        }

        @Test
        void file_absoluteNameOfTheCanary_landsInside() throws IOException {
            Path secret = image.canary.resolve("secret");
            image.apply(Tar.archive().file(secret.toString(), "inside"));
            assertThat(image.read(secret.toString().substring(1))).isEqualTo("inside");
        }

        @Test
        void file_throughRelativeSymlinkOut_landsInside() throws IOException {
            image.apply(Tar.archive().symlink("../canary", "out").file("out/secret", "inside"));
            assertThat(image.read("canary/secret")).isEqualTo("inside");
        }

        @Test
        void file_throughAbsoluteSymlinkOut_landsInside() throws IOException {
            image.apply(Tar.archive().symlink(image.canary.toString(), "out").file("out/secret", "inside"));
            assertThat(image.read(image.canary.toString().substring(1) + "/secret"))
                    .isEqualTo("inside");
        }

        @Test
        void symlinkOut_alone_isKeptAndNotFollowed() throws IOException {
            image.apply(Tar.archive().symlink("../canary/secret", "out"));
            assertThat(image.linkAt("out")).isEqualTo("../canary/secret");
            assertThat(RootPaths.findFile(image.root, "/out")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"../canary/secret", "/canary/secret"})
        void hardlinkOut_isRefused(String target) {
            assertThatThrownBy(() ->
                            image.apply(Tar.archive().link(target, "stolen").file("stolen", "overwritten")))
                    .isInstanceOf(OciException.Corrupt.class)
                    .hasMessageContaining("no file in the image");
        }

        @Test
        void hardlink_throughSymlinkOut_isRefused() {
            assertThatThrownBy(() -> image.apply(Tar.archive()
                            .symlink(image.canary.toString(), "out")
                            .link("out/secret", "stolen")))
                    .isInstanceOf(OciException.Corrupt.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {".", "./", "/", "a/.."})
        void rootAsSymlink_isIgnored(String name) throws IOException {
            image.apply(Tar.archive().symlink(image.canary.toString(), name).file("secret", "inside"));
            assertThat(image.read("secret")).isEqualTo("inside");
        }

        @Test
        void whiteout_throughSymlinkOut_removesNothingOutside() throws IOException {
            image.apply(Tar.archive().symlink(image.canary.toString(), "out"))
                    .apply(Tar.archive().file("out/.wh.secret", "").file("out/.wh..wh..opq", ""));
            assertThat(image.linkAt("out")).isEqualTo(image.canary.toString());
        }

        @Test
        void whiteout_ofDirectoryWithSymlinkOut_removesTheLinkOnly() throws IOException {
            image.apply(Tar.archive().dir("d").symlink(image.canary.toString(), "d/out"))
                    .apply(Tar.archive().file(".wh.d", ""));
            assertThat(image.exists("d")).isFalse();
        }

        @Test
        void fileOverSymlinkOut_replacesTheLink() throws IOException {
            image.apply(Tar.archive()
                    .symlink(image.canary.resolve("secret").toString(), "out")
                    .file("out", "inside"));
            assertThat(image.read("out")).isEqualTo("inside");
        }

        @Test
        void fileUsedAsDirectory_isRefused() {
            assertThatThrownBy(() -> image.apply(Tar.archive().file("f", "x").file("f/g", "y")))
                    .isInstanceOf(OciException.Corrupt.class)
                    .hasMessageContaining("uses \"/f\" as a directory");
        }

        @Test
        void symlinkLoop_isRefused() {
            assertThatThrownBy(() -> image.apply(
                            Tar.archive().symlink("b", "a").symlink("a", "b").file("a/f", "x")))
                    .isInstanceOf(OciException.Corrupt.class)
                    .hasMessageContaining("symbolic links");
        }
    }
}
