package io.gridscript.keyspace.dump;

import io.gridscript.keyspace.CorruptInput;

/**
 * What modules write into RDB files. It says of which kind each of its parts is, so that it can be
 * passed over without the module.
 */
final class ModuleForms {

    /** Where else a value's type stands. */
    static final int VALUE_BEFORE_RELEASE = 6;

    static final int VALUE = 7;

    private static final int END = 0;
    private static final int SIGNED = 1;
    private static final int UNSIGNED = 2;
    private static final int FLOAT = 3;
    private static final int DOUBLE = 4;
    private static final int STRING = 5;

    private static final String NAME_LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final int NAME_LENGTH = 9;
    private static final int LETTER_BITS = 6;
    private static final int VERSION_BITS = 10;

    private ModuleForms() {}

    /** Passes over what a module says of itself, which belongs to no key. */
    static void skipField(PayloadInput in) throws CorruptInput {
        in.length();
        for (long kind = in.length(); kind != END; kind = in.length()) {
            switch (kind < 0 || kind > STRING ? -1 : (int) kind) {
                case SIGNED, UNSIGNED -> in.length();
                case FLOAT -> in.littleEndian(Float.BYTES);
                case DOUBLE -> in.littleEndian(Double.BYTES);
                case STRING -> in.string();
                default -> throw new CorruptInput("a part of unknown kind, from a module");
            }
        }
    }

    /** That a value can't be read, with the name of its type. */
    static CorruptInput refused(int type, PayloadInput in) throws CorruptInput {
        byte[] key = in.string();
        String of = type == VALUE ? " of type " + name(in.length()) : "";
        return new CorruptInput(
                "a value"
                        + of
                        + " of a module, which is unknown here, under a key of "
                        + key.length
                        + " bytes");
    }

    /** The name of a type: letters of six bits, above the version of its encoding. */
    private static String name(long id) {
        StringBuilder name = new StringBuilder();
        for (int i = NAME_LENGTH - 1; i >= 0; i--) {
            int letter = (int) (id >>> VERSION_BITS + LETTER_BITS * i) & 0x3f;
            name.append(NAME_LETTERS.charAt(letter));
        }
        return name.toString();
    }
}
