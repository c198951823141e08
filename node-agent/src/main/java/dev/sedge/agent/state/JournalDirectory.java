package dev.sedge.agent.state;

import static java.lang.System.Logger.Level.WARNING;

import dev.sedge.agent.state.v1.JournalEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The directory of the journals, of which the one with the highest number counts. A new one is written beside it and
 * renamed when it is whole, so that a crash leaves the old one or the new one. For one thread at a time.
 */
final class JournalDirectory implements Closeable {
    private static final System.Logger LOG = System.getLogger(JournalDirectory.class.getName());
    private static final int DAMAGED_KEPT = 3;
    private static final String JOURNAL = "journal-";
    private static final String DAMAGED = "damaged-";

    private final Path directory;
    private final FileChannel lock;
    private final FileChannel self;
    private long number;

    private JournalDirectory(Path directory, FileChannel lock, FileChannel self) {
        this.directory = directory;
        this.lock = lock;
        this.self = self;
    }

    /** Opens the directory, which is made if it is not there, for this process alone. */
    static JournalDirectory open(Path directory) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lock =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            requireAlone(directory, lock);
            return new JournalDirectory(directory, lock, FileChannel.open(directory, StandardOpenOption.READ));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private static void requireAlone(Path directory, FileChannel channel) throws IOException {
        boolean locked;
        try {
            FileLock held = channel.tryLock(); // Held until the channel is closed.
            locked = held != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        }
        if (!locked) {
            throw new IOException("cannot open the state in " + directory
                    + ": another agent uses it; end that one, or give this one another root");
        }
    }

    /** The records of the latest journal. What is damaged in it is set aside with a warning. */
    Records read() throws IOException {
        Records records = new Records();
        List<Path> journals = numbered(JOURNAL);
        if (!journals.isEmpty()) {
            Path latest = journals.get(journals.size() - 1);
            number = numberOf(latest, JOURNAL);
            Frames.Content content = Frames.read(ByteBuffer.wrap(Files.readAllBytes(latest)));
            boolean foreign = isForeign(content.entries());
            if (content.damaged() || foreign) {
                setAside(latest, foreign);
            }
            if (!foreign) {
                content.entries().forEach(records::apply);
            }
        }
        return records;
    }

    private static boolean isForeign(List<JournalEntry> entries) {
        return entries.stream().anyMatch(entry -> entry.hasFormat() && entry.getFormat() != Journal.FORMAT);
    }

    private void setAside(Path journal, boolean foreign) throws IOException {
        Path copy = directory.resolve(DAMAGED + digits(number));
        Files.copy(journal, copy, StandardCopyOption.REPLACE_EXISTING);
        List<Path> copies = numbered(DAMAGED);
        for (Path old : copies.subList(0, Math.max(0, copies.size() - DAMAGED_KEPT))) {
            Files.delete(old);
        }
        LOG.log(
                WARNING,
                () -> foreign
                        ? "the state of the pods was written by another version and is not used; it is kept in " + copy
                        : "a part of the state of the pods is damaged or half-written; all whole records are used,"
                                + " and the damaged journal is kept in " + copy);
    }

    /** Writes the next journal, which counts from now on, and removes those before it. */
    Journal write(List<JournalEntry> entries) throws IOException {
        long next = number + 1;
        Path file = directory.resolve(JOURNAL + digits(next));
        Path temporary = directory.resolve("new");
        Files.deleteIfExists(temporary);
        Journal journal = Journal.create(temporary, entries);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            self.force(true);
            number = next;
            for (Path journalBefore : numbered(JOURNAL)) {
                if (!journalBefore.equals(file)) {
                    Files.delete(journalBefore);
                }
            }
            return journal;
        } catch (IOException e) {
            journal.close();
            throw e;
        }
    }

    private List<Path> numbered(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(
                    files.filter(file -> file.getFileName().toString().matches(prefix + "\\d{19}"))
                            .sorted()
                            .toList());
        }
    }

    private static long numberOf(Path file, String prefix) {
        return Long.parseLong(file.getFileName().toString().substring(prefix.length()));
    }

    private static String digits(long number) {
        return String.format(Locale.ROOT, "%019d", number);
    }

    @Override
    public void close() throws IOException {
        self.close();
        lock.close();
    }
}
