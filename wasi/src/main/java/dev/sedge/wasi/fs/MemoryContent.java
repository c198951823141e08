package dev.sedge.wasi.fs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The bytes of an in-memory file, in pages; a page that was never written reads as zeros and takes no memory. */
final class MemoryContent {
    private static final int PAGE = 64 * 1024;
    private static final int SMALLEST = 256;

    private final Map<Long, byte[]> pages = new HashMap<>();
    private long size;
    private long weight;

    long size() {
        return size;
    }

    /** Bytes of memory taken. */
    long weight() {
        return weight;
    }

    int read(ByteBuffer target, long position) {
        int wanted = (int) Math.max(0, Math.min(target.remaining(), size - position));
        int done = 0;
        while (done < wanted) {
            long at = position + done;
            int offset = (int) (at % PAGE);
            int count = Math.min(wanted - done, PAGE - offset);
            byte[] page = pages.getOrDefault(at / PAGE, new byte[0]);
            int stored = Math.max(0, Math.min(count, page.length - offset));
            if (stored > 0) {
                target.put(page, offset, stored);
            }
            for (int i = stored; i < count; i++) {
                target.put((byte) 0);
            }
            done += count;
        }
        return wanted;
    }

    /** Bytes of memory that this write would add. */
    long growth(long position, int length) {
        long growth = 0;
        for (long page = position / PAGE; length > 0 && page <= (position + length - 1) / PAGE; page++) {
            int end = (int) Math.min(PAGE, position + length - page * PAGE);
            growth += Math.max(0, capacity(end) - pages.getOrDefault(page, new byte[0]).length);
        }
        return growth;
    }

    int write(ByteBuffer source, long position) {
        int length = source.remaining();
        int done = 0;
        while (done < length) {
            long at = position + done;
            int offset = (int) (at % PAGE);
            int count = Math.min(length - done, PAGE - offset);
            source.get(page(at / PAGE, offset + count), offset, count);
            done += count;
        }
        if (length > 0) {
            size = Math.max(size, position + length);
        }
        return length;
    }

    void resize(long newSize) {
        if (newSize < size) {
            long lastPage = newSize / PAGE;
            pages.entrySet().removeIf(entry -> {
                boolean gone = entry.getKey() > lastPage;
                weight -= gone ? entry.getValue().length : 0;
                return gone;
            });
            byte[] last = pages.getOrDefault(lastPage, new byte[0]);
            int kept = (int) (newSize % PAGE);
            if (kept < last.length) {
                Arrays.fill(last, kept, last.length, (byte) 0);
            }
        }
        size = newSize;
    }

    private byte[] page(long number, int end) {
        byte[] page = pages.getOrDefault(number, new byte[0]);
        if (page.length < end) {
            int capacity = capacity(end);
            weight += capacity - page.length;
            page = Arrays.copyOf(page, capacity);
            pages.put(number, page);
        }
        return page;
    }

    private static int capacity(int end) {
        return end <= SMALLEST ? SMALLEST : Integer.highestOneBit(end - 1) << 1;
    }
}
