package dev.sedge.wasi.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a guest does, the kernel's file system, ours in memory and an overlay answer the same. */
final class FileSystemsAgreeTest {
    enum Call {
        MKDIR,
        RMDIR,
        UNLINK,
        WRITE,
        CREATE_NEW,
        READ,
        SYMLINK,
        READLINK,
        LINK,
        RENAME,
        STATUS,
        LINK_STATUS,
        LIST,
        SET_TIMES
    }

    record Step(Call call, String path, String other) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> name = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of("a", "b", "c")), Tuple.of(2, Arbitraries.of(".", "..")));
        Arbitrary<String> path = Combinators.combine(
                        name.list().ofMinSize(1).ofMaxSize(4), Arbitraries.of("", "", "", "/"))
                .as((names, slash) -> String.join("/", names) + slash);
        Arbitrary<Step> step =
                Combinators.combine(Arbitraries.of(Call.class), path, path).as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(60);
    }

    @Property(tries = 200)
    void sameSteps_sameAnswers(@ForAll("steps") List<Step> steps) throws IOException {
        Path directory = Files.createTempDirectory("sedge-property-");
        try (HostDirectory disk = HostDirectory.open(directory);
                InMemoryFileSystem memory = InMemoryFileSystem.create();
                GuestFileSystem container = Mounts.builder(
                                Overlay.of(InMemoryFileSystem.create(), InMemoryFileSystem.create()))
                        .build()) {
            List<String> expected = transcript(disk, steps);
            assertThat(transcript(memory, steps)).isEqualTo(expected);
            assertThat(transcript(container, steps)).isEqualTo(expected);
        } finally {
            deleteTree(directory);
        }
    }

    private static List<String> transcript(GuestFileSystem fileSystem, List<Step> steps) throws IOException {
        List<String> answers = new ArrayList<>();
        try (Guest guest = new Guest(fileSystem)) {
            for (Step step : steps) {
                String answer;
                try {
                    answer = run(guest, step);
                } catch (ErrnoException e) {
                    answer = e.errno().name();
                }
                answers.add(step + " = " + answer);
            }
        }
        return answers;
    }

    private static String run(Guest guest, Step step) throws ErrnoException {
        String path = step.path();
        String other = step.other();
        switch (step.call()) {
            case MKDIR -> guest.mkdir(path);
            case RMDIR -> guest.rmdir(path);
            case UNLINK -> guest.unlink(path);
            case WRITE -> guest.write(path, other);
            case CREATE_NEW -> guest.file(path, OpenMode.CREATE_NEW).close();
            case READ -> {
                return guest.read(path);
            }
            case SYMLINK -> guest.symlink(path, other.endsWith("/") ? other + "." : other);
            case READLINK -> {
                return guest.readLink(path);
            }
            case LINK -> guest.link(path, other);
            case RENAME -> guest.rename(path, other);
            case STATUS -> {
                return describe(guest.status(path));
            }
            case LINK_STATUS -> {
                return describe(guest.linkStatus(path));
            }
            case LIST -> {
                return guest.list(path).toString();
            }
            case SET_TIMES -> guest.setTimes(path, other.length() % 2 == 0, FileTimes.of(1000, 2000));
        }
        return "done";
    }

    private static String describe(FileStatus status) {
        return status.isDirectory() ? "DIRECTORY" : status.type() + " " + status.size() + " " + status.links();
    }

    private static void deleteTree(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(directory)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
