package dev.sedge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every access inside works, every access outside traps and changes nothing. */
final class MemoryPropertyTest {

    private static final int SIZE = Memory.PAGE_BYTES;

    private final Memory memory = Guests.in(Tier.COMPILER).instance("traps").memory();

    @Provide
    Arbitrary<Long> addresses() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-16, 16),
                Arbitraries.longs().between(SIZE - 16, SIZE + 16),
                Arbitraries.longs().between(Integer.MAX_VALUE - 16L, Integer.MAX_VALUE + 16L),
                Arbitraries.longs().between(0xFFFFFFF0L, 0x100000010L));
    }

    @Property
    void single_values(@ForAll("addresses") long address, @ForAll long value) {
        boolean inside = address >= 0 && address <= SIZE - 8;
        assertThat(memory.contains(address, 8)).isEqualTo(inside);
        if (inside) {
            memory.writeLong(address, value);
            assertThat(memory.readLong(address)).isEqualTo(value);
            assertThat(memory.readInt(address)).isEqualTo((int) value);
            assertThat(memory.readShort(address + 6)).isEqualTo((short) (value >>> 48));
            assertThat(memory.readByte(address + 7)).isEqualTo((byte) (value >>> 56));
            assertThat(memory.view(address, 8).getLong()).isEqualTo(value);
        } else {
            assertTraps(() -> memory.writeLong(address, value));
            assertTraps(() -> memory.readLong(address));
            assertTraps(() -> memory.view(address, 8));
        }
    }

    @Property
    void ranges(@ForAll("addresses") long address, @ForAll("addresses") long length) {
        boolean inside = address >= 0 && length >= 0 && address <= SIZE && length <= SIZE - address;
        assertThat(memory.contains(address, length)).isEqualTo(inside);
        if (inside) {
            memory.fill(address, length, (byte) 7);
            byte[] copy = new byte[(int) length];
            memory.read(address, copy, 0, copy.length);
            assertThat(copy).containsOnly(copy.length == 0 ? new byte[0] : new byte[] {7});
            memory.write(address, copy, 0, copy.length);
        } else {
            assertTraps(() -> memory.fill(address, length, (byte) 9));
        }
    }

    @Property(tries = 50)
    void a_store_across_the_end_writes_nothing(@ForAll("addresses") long address) {
        memory.writeLong(SIZE - 8, -1);
        if (!memory.contains(address, 8)) {
            assertTraps(() -> memory.writeLong(address, 0));
            assertTraps(() -> memory.write(address, new byte[8], 0, 8));
        }
        assertThat(memory.readLong(SIZE - 8)).isEqualTo(-1);
    }

    @Property(tries = 20)
    void views_share_the_bytes(@ForAll int value) {
        ByteBuffer view = memory.view(64, 16);
        assertThat(view.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(view.capacity()).isEqualTo(16);
        memory.writeInt(68, value);
        assertThat(view.getInt(4)).isEqualTo(value);
        view.putInt(8, value);
        assertThat(memory.readInt(72)).isEqualTo(value);
        assertThatThrownBy(() -> view.get(16)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void assertTraps(Runnable access) {
        assertThatThrownBy(access::run).isInstanceOf(TrapException.class).hasMessage("out of bounds memory access");
    }
}
