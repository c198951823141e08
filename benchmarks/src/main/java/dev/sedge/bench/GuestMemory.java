package dev.sedge.bench;

/** The linear memory of an instance, as host functions use it. */
interface GuestMemory {
    int readInt(int address);

    void writeInt(int address, int value);

    byte[] read(int address, int length);

    void write(int address, byte[] bytes);
}
