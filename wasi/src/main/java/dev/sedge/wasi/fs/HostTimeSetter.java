package dev.sedge.wasi.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;

/**
 * Sets times of host files. An open directory can set those of its regular files and subdirectories, on JDK 17 cut to
 * microseconds, and never those of a link. So a link, and a file that lost precision, is staged; what stays imprecise is
 * remembered.
 */
final class HostTimeSetter {
    private HostTimeSetter() {}

    /** Sets the times of an entry itself. */
    static void set(HostNode directory, Path name, FileTimes times) throws ErrnoException {
        FileStatus before = directory.volume().times().refine(directory.look(name));
        if (before.type() == FileType.UNKNOWN) {
            throw new ErrnoException(Errno.ACCES, "neither file, directory nor link");
        }
        Wanted wanted = Wanted.of(times, before);
        if (before.isSymbolicLink()) {
            setStaged(directory, name, wanted);
        } else {
            HostErrors.run(() -> wanted.apply(
                    directory.stream().getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW_LINKS)));
            if (before.isRegularFile() && !wanted.isStored(directory.look(name))) {
                refineStaged(directory, name, wanted);
            }
        }
        wanted.rememberUnlessStored(directory.volume(), directory.look(name));
    }

    /** Sets the times of an open directory. */
    static void set(HostNode directory, FileTimes times) throws ErrnoException {
        FileStatus before =
                directory.volume().times().refine(HostErrors.call(() -> HostAttributes.read(directory.stream())));
        Wanted wanted = Wanted.of(times, before);
        HostErrors.run(() -> wanted.apply(directory.stream().getFileAttributeView(BasicFileAttributeView.class)));
        wanted.rememberUnlessStored(directory.volume(), HostErrors.call(() -> HostAttributes.read(directory.stream())));
    }

    private static void setStaged(HostNode directory, Path name, Wanted wanted) throws ErrnoException {
        directory.volume().staging().<Boolean>byPath(directory, name, path -> {
            wanted.apply(Files.getFileAttributeView(path, BasicFileAttributeView.class, NOFOLLOW_LINKS));
            return true;
        });
    }

    private static void refineStaged(HostNode directory, Path name, Wanted wanted) {
        try {
            setStaged(directory, name, wanted);
        } catch (ErrnoException e) {
            // The times are set, only less precisely, and are remembered as asked for.
            System.getLogger(HostTimeSetter.class.getName())
                    .log(System.Logger.Level.DEBUG, "precise times could not be set", e);
        }
    }

    private record Wanted(long accessTime, long modificationTime) {
        static Wanted of(FileTimes times, FileStatus before) {
            return new Wanted(
                    times.accessTime().orElse(before.accessTime()),
                    times.modificationTime().orElse(before.modificationTime()));
        }

        void apply(BasicFileAttributeView view) throws java.io.IOException {
            view.setTimes(HostAttributes.fileTime(modificationTime), HostAttributes.fileTime(accessTime), null);
        }

        boolean isStored(FileStatus status) {
            return status.accessTime() == accessTime && status.modificationTime() == modificationTime;
        }

        void rememberUnlessStored(HostVolume volume, FileStatus stored) {
            if (!isStored(stored)) {
                volume.times().remember(accessTime, modificationTime, stored);
            }
        }
    }
}
