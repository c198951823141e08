package dev.sedge.runtime.internal;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/** Finds handles of fields, for the static variables of their classes. */
public final class FieldHandles {

    private FieldHandles() {}

    /**
     * The handle of a field of the class that looks it up.
     *
     * @throws ExceptionInInitializerError if there is none of this name and type
     */
    public static VarHandle find(Lookup own, String name, Class<?> type) {
        try {
            return own.findVarHandle(own.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
