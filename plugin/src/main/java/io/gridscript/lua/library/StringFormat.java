package io.gridscript.lua.library;

import io.gridscript.lua.vm.ArgumentError;
import io.gridscript.lua.vm.Arguments;
import io.gridscript.lua.vm.NumberCasts;
import io.gridscript.lua.vm.Numbers;
import io.gridscript.lua.vm.RaisedError;
import io.gridscript.reply.Ascii;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** {@code string.format}: C's printf as far as Lua 5.1 lets it through. */
final class StringFormat {

    private static final String FLAGS = "-+ #0";

    private final Varargs args;
    private final byte[] format;
    private final FormatText text;
    private int at;
    private int argument = 1;

    // The conversion being read.
    private String flags = "";
    private int width;
    private int precision = -1;

    private StringFormat(Varargs args) {
        this.args = args;
        this.format = PatternLibrary.bytes(Arguments.string(args, 1));
        this.text = new FormatText(format.length);
    }

    static Varargs format(Varargs args) {
        return new StringFormat(args).run();
    }

    private LuaString run() {
        while (at < format.length) {
            int literal = at;
            while (at < format.length && format[at] != '%') {
                at++;
            }
            text.add(format, literal, at - literal);
            if (at == format.length) {
                break;
            }
            at++;
            if (at < format.length && format[at] == '%') {
                text.add("%");
                at++;
            } else {
                convert();
            }
        }
        return text.string();
    }

    private void convert() {
        byte plain = at < format.length ? format[at] : 0;
        if (plain != 'd' && plain != 's') {
            readConversion();
        }
        byte verb = at < format.length ? format[at++] : 0;
        if (++argument > args.narg()) {
            throw new ArgumentError(argument, "no value");
        }
        switch (verb) {
            case 'c' -> character((byte) integer());
            case 'd', 'i' -> signed(integer());
            case 'u' -> unsigned(Long.toUnsignedString(unsignedInteger()), "");
            case 'o' -> unsigned(Long.toOctalString(unsignedInteger()), "0");
            case 'x' -> unsigned(Long.toHexString(unsignedInteger()), "0x");
            case 'X' ->
                    unsigned(Long.toHexString(unsignedInteger()).toUpperCase(Locale.ROOT), "0X");
            case 'e', 'E', 'f', 'g', 'G' -> real(Arguments.number(args, argument), (char) verb);
            case 'q' -> text.quote(Arguments.string(args, argument));
            case 's' -> string(Arguments.string(args, argument));
            default ->
                    throw RaisedError.text(
                            "invalid option '%"
                                    + (verb == 0 ? "" : String.valueOf((char) (verb & 0xff)))
                                    + "' to 'format'");
        }
        flags = "";
        width = 0;
        precision = -1;
    }

    private void readConversion() {
        int start = at;
        while (at < format.length && FLAGS.indexOf(format[at]) >= 0) {
            at++;
        }
        flags = Ascii.string(Arrays.copyOfRange(format, start, at));
        if (flags.length() > FLAGS.length()) {
            throw RaisedError.text("invalid format (repeated flags)");
        }
        width = Math.max(0, digits());
        precision = -1;
        if (at < format.length && format[at] == '.') {
            at++;
            precision = Math.max(0, digits());
        }
        if (at < format.length && format[at] >= '0' && format[at] <= '9') {
            throw RaisedError.text("invalid format (width or precision too long)");
        }
    }

    /** At most two digits, as in Lua; -1 for none. */
    private int digits() {
        int number = -1;
        for (int i = 0; i < 2 && at < format.length; i++) {
            int digit = format[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = Math.max(0, number) * 10 + digit;
            at++;
        }
        return number;
    }

    private long integer() {
        return Arguments.longInteger(args, argument);
    }

    private long unsignedInteger() {
        return NumberCasts.toUnsignedLong(Arguments.number(args, argument));
    }

    /** A byte 0 ends what C's printf made, the spaces behind it included. */
    private void character(byte character) {
        int start = text.length();
        text.pad(new byte[] {character}, 0, 1, missing(1));
        text.endAtZero(start);
    }

    private void signed(long value) {
        if (width == 0 && precision < 0 && flags.isEmpty()) {
            text.add(value);
            return;
        }
        String digits = value < 0 ? Long.toString(value).substring(1) : Long.toString(value);
        number(sign(value < 0), atLeast(digits), precision < 0);
    }

    private void unsigned(String digits, String prefix) {
        String shown = atLeast(digits);
        boolean prefixed =
                flags.indexOf('#') >= 0
                        && (prefix.equals("0") ? !shown.startsWith("0") : !digits.equals("0"));
        number(prefixed ? prefix : "", shown, precision < 0);
    }

    private String atLeast(String digits) {
        if (precision == 0 && digits.equals("0")) {
            return "";
        }
        return "0".repeat(Math.max(0, precision - digits.length())) + digits;
    }

    private String sign(boolean negative) {
        if (negative) {
            return "-";
        }
        if (flags.indexOf('+') >= 0) {
            return "+";
        }
        return flags.indexOf(' ') >= 0 ? " " : "";
    }

    private void real(double value, char verb) {
        boolean upper = Character.isUpperCase(verb);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String word = Double.isNaN(value) ? "nan" : "inf";
            String sign = sign(Numbers.isNegative(value));
            number(sign, upper ? word.toUpperCase(Locale.ROOT) : word, false);
            return;
        }
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        BigDecimal size = new BigDecimal(Math.abs(value));
        int places = precision < 0 ? 6 : precision;
        String digits =
                switch (Character.toLowerCase(verb)) {
                    case 'f' -> {
                        String plain =
                                size.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
                        yield flags.indexOf('#') >= 0 ? withPoint(plain) : plain;
                    }
                    case 'e' -> scientific(size, places);
                    default -> general(size, Math.max(1, places));
                };
        number(sign(negative), upper ? digits.toUpperCase(Locale.ROOT) : digits, true);
    }

    private String scientific(BigDecimal size, int places) {
        String point = places > 0 || flags.indexOf('#') >= 0 ? "." : "";
        if (size.signum() == 0) {
            return "0" + point + "0".repeat(places) + "e+00";
        }
        BigDecimal rounded = size.round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String digits = rounded.unscaledValue().toString();
        digits = digits + "0".repeat(Math.max(0, places + 1 - digits.length()));
        return digits.charAt(0) + point + digits.substring(1, places + 1) + exponent(exponent);
    }

    private static String exponent(int exponent) {
        int size = Math.abs(exponent);
        return "e" + (exponent < 0 ? '-' : '+') + (size < 10 ? "0" : "") + size;
    }

    private String general(BigDecimal size, int significant) {
        boolean keepZeros = flags.indexOf('#') >= 0;
        BigDecimal rounded = size.round(new MathContext(significant, RoundingMode.HALF_EVEN));
        int exponent = size.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= significant) {
            String digits = scientific(size, significant - 1);
            int e = digits.indexOf('e');
            String mantissa = digits.substring(0, e);
            return (keepZeros ? mantissa : withoutZeros(mantissa)) + digits.substring(e);
        }
        String plain =
                rounded.setScale(significant - 1 - exponent, RoundingMode.HALF_EVEN)
                        .toPlainString();
        return keepZeros ? withPoint(plain) : withoutZeros(plain);
    }

    private static String withPoint(String digits) {
        return digits.indexOf('.') < 0 ? digits + "." : digits;
    }

    private static String withoutZeros(String digits) {
        if (digits.indexOf('.') < 0) {
            return digits;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
    }

    private void number(String sign, String digits, boolean zerosAllowed) {
        int missing = width - sign.length() - digits.length();
        boolean zeros = zerosAllowed && flags.indexOf('0') >= 0 && flags.indexOf('-') < 0;
        String filled = zeros && missing > 0 ? "0".repeat(missing) + digits : digits;
        byte[] shown = Ascii.bytes(sign + filled);
        text.pad(shown, 0, shown.length, missing(shown.length));
    }

    private void string(LuaString value) {
        int length = value.m_length;
        if (precision < 0 && length >= 100) {
            // Lua hands long strings through without printf.
            text.add(value.m_bytes, value.m_offset, length);
            return;
        }
        int shown = 0;
        int most = precision < 0 ? length : Math.min(precision, length);
        while (shown < most && value.m_bytes[value.m_offset + shown] != 0) {
            shown++;
        }
        text.pad(value.m_bytes, value.m_offset, shown, missing(shown));
    }

    /** Spaces that lack from the width; negative if they come last. */
    private int missing(int length) {
        int missing = Math.max(0, width - length);
        return flags.indexOf('-') >= 0 ? -missing : missing;
    }
}
