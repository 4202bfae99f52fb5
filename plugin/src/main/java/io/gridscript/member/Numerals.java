package io.gridscript.member;

import io.gridscript.reply.Ascii;

/** Numbers as they are written in directives. */
final class Numerals {

    private Numerals() {}

    /** As Redis's string2ll: no plus sign, no leading zeros, nothing around it. */
    static long integer(String text) throws DirectiveRefused {
        try {
            long value = Long.parseLong(text);
            if (Long.toString(value).equals(text)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw notAnInteger();
        }
        throw notAnInteger();
    }

    /**
     * As Redis's memtoull: digits and a unit in any case; k is 1000 bytes, kb is 1024. A number
     * that only unsigned ones hold is negative here, and so out of range like there.
     */
    static long memory(String text) throws DirectiveRefused {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        long unit = unit(Ascii.lowerCase(Ascii.bytes(text.substring(digits))));
        try {
            long number = digits == 0 ? 0 : Long.parseUnsignedLong(text.substring(0, digits));
            return Math.multiplyExact(number, unit);
        } catch (NumberFormatException | ArithmeticException e) {
            throw notMemory();
        }
    }

    private static long unit(String name) throws DirectiveRefused {
        return switch (name) {
            case "", "b" -> 1;
            case "k" -> 1000;
            case "kb" -> 1L << 10;
            case "m" -> 1000 * 1000;
            case "mb" -> 1L << 20;
            case "g" -> 1000L * 1000 * 1000;
            case "gb" -> 1L << 30;
            default -> throw notMemory();
        };
    }

    private static DirectiveRefused notAnInteger() {
        return new DirectiveRefused("argument couldn't be parsed into an integer");
    }

    private static DirectiveRefused notMemory() {
        return new DirectiveRefused("argument must be a memory value");
    }
}
