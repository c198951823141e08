package dev.sedge.runtime.internal.compiler.run;

/**
 * The variables of one call of a function that its parts share: see {@code compiler.split}. All begin with zero. Fields and
 * not an array, so that HotSpot knows which write changes which.
 */
public final class Shared {

    /** So many ints there can be: {@code i0} and so on. */
    public static final int INTS = 32;

    /** So many longs there can be: {@code l0} and so on. */
    public static final int LONGS = 16;

    public int i0;
    public int i1;
    public int i2;
    public int i3;
    public int i4;
    public int i5;
    public int i6;
    public int i7;
    public int i8;
    public int i9;
    public int i10;
    public int i11;
    public int i12;
    public int i13;
    public int i14;
    public int i15;
    public int i16;
    public int i17;
    public int i18;
    public int i19;
    public int i20;
    public int i21;
    public int i22;
    public int i23;
    public int i24;
    public int i25;
    public int i26;
    public int i27;
    public int i28;
    public int i29;
    public int i30;
    public int i31;
    public long l0;
    public long l1;
    public long l2;
    public long l3;
    public long l4;
    public long l5;
    public long l6;
    public long l7;
    public long l8;
    public long l9;
    public long l10;
    public long l11;
    public long l12;
    public long l13;
    public long l14;
    public long l15;

    private Shared() {}

    public static Shared create() {
        return new Shared();
    }
}
