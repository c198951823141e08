package dev.sedge.runtime;

import java.util.OptionalLong;

/**
 * The type of something a module imports or exports.
 *
 * @see <a href="https://webassembly.github.io/spec/core/syntax/types.html#external-types">External types</a>
 */
public sealed interface ExternType
        permits FunctionType, ExternType.MemoryType, ExternType.TableType, ExternType.GlobalType, ExternType.TagType {

    /** The word for this kind of thing in messages: {@code function}, {@code memory}, {@code table}, {@code global} or {@code tag}. */
    String kind();

    /**
     * A linear memory.
     *
     * @param minPages the size at instantiation in pages of 64 KiB
     * @param maxPages the declared maximum in pages, empty when the module declares none
     * @param shared whether several threads may use it (threads proposal)
     */
    record MemoryType(long minPages, OptionalLong maxPages, boolean shared) implements ExternType {
        @Override
        public String kind() {
            return "memory";
        }

        @Override
        public String toString() {
            return minPages + (maxPages.isPresent() ? ".." + maxPages.getAsLong() : "") + " pages"
                    + (shared ? " shared" : "");
        }
    }

    /**
     * A table of references.
     *
     * @param element what the table holds
     * @param minEntries the size at instantiation
     * @param maxEntries the declared maximum, empty when the module declares none
     */
    record TableType(ValueType element, long minEntries, OptionalLong maxEntries) implements ExternType {
        @Override
        public String kind() {
            return "table";
        }

        @Override
        public String toString() {
            return minEntries + (maxEntries.isPresent() ? ".." + maxEntries.getAsLong() : "") + " " + element;
        }
    }

    /**
     * A global variable.
     *
     * @param value the type of its value
     * @param mutable whether the guest may change it
     */
    record GlobalType(ValueType value, boolean mutable) implements ExternType {
        @Override
        public String kind() {
            return "global";
        }

        @Override
        public String toString() {
            return mutable ? "mut " + value : value.toString();
        }
    }

    /**
     * An exception tag.
     *
     * @param type the values an exception of this tag carries, as parameters
     */
    record TagType(FunctionType type) implements ExternType {
        @Override
        public String kind() {
            return "tag";
        }

        @Override
        public String toString() {
            return type.toString();
        }
    }
}
