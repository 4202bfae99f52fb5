package io.gridscript.script;

import io.gridscript.reply.Ascii;
import java.util.Collection;

/** Functions by their names, in which case doesn't count. Immutable; asked by every FCALL. */
final class FunctionTable {

    private final LibraryFunction[] slots;
    private int size;

    FunctionTable(Collection<Library> libraries) {
        int functions = libraries.stream().mapToInt(each -> each.functions().size()).sum();
        slots = new LibraryFunction[Integer.highestOneBit(functions + 1) * 4];
        for (Library library : libraries) {
            library.functions().forEach(this::put);
        }
    }

    /** Two names in one library may differ in case only: then the first is found. */
    private void put(LibraryFunction function) {
        byte[] name = Ascii.bytes(function.name());
        int slot = slot(name);
        if (slots[slot] == null) {
            slots[slot] = function;
            size++;
        }
    }

    LibraryFunction find(byte[] name) {
        return slots[slot(name)];
    }

    int size() {
        return size;
    }

    /** Where a function of that name is, or would be. */
    private int slot(byte[] name) {
        int hash = 0;
        for (byte b : name) {
            hash = hash * 31 + Ascii.lower(b);
        }
        int slot = (hash ^ hash >>> 15) & slots.length - 1;
        while (slots[slot] != null && !isCalled(slots[slot].name(), name)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private static boolean isCalled(String present, byte[] name) {
        if (present.length() != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (Ascii.lower((byte) present.charAt(i)) != Ascii.lower(name[i])) {
                return false;
            }
        }
        return true;
    }
}
