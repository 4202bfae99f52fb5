package io.gridscript.lua;

import io.gridscript.reply.Ascii;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.Varargs;

/** {@code string.format}: C's printf as far as Lua 5.1 lets it through. */
final class StringFormat {

    private static final String FLAGS = "-+ #0";

    private final Varargs args;
    private final StringBuilder text = new StringBuilder();
    private final String format;
    private int at;
    private int argument = 1;

    // The conversion being read.
    private String flags;
    private int width;
    private int precision;

    private StringFormat(Varargs args) {
        this.args = args;
        this.format = latin1(Arguments.string(args, 1));
    }

    static Varargs format(Varargs args) {
        String text = new StringFormat(args).run();
        LuaState.charge(text.length());
        return LuaString.valueUsing(Ascii.bytes(text));
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                text.append(c);
            } else if (at < format.length() && format.charAt(at) == '%') {
                text.append('%');
                at++;
            } else {
                convert();
            }
        }
        return text.toString();
    }

    private void convert() {
        readConversion();
        char verb = at < format.length() ? format.charAt(at++) : 0;
        if (++argument > args.narg()) {
            throw new ArgumentError(argument, "no value");
        }
        switch (verb) {
            case 'c' -> character((char) (integer() & 0xff));
            case 'd', 'i' -> signed(integer());
            case 'u' -> unsigned(Long.toUnsignedString(unsignedInteger()), "");
            case 'o' -> unsigned(Long.toOctalString(unsignedInteger()), "0");
            case 'x' -> unsigned(Long.toHexString(unsignedInteger()), "0x");
            case 'X' ->
                    unsigned(Long.toHexString(unsignedInteger()).toUpperCase(Locale.ROOT), "0X");
            case 'e', 'E', 'f', 'g', 'G' -> real(Arguments.number(args, argument), verb);
            case 'q' -> quote(Arguments.string(args, argument));
            case 's' -> string();
            default ->
                    throw RaisedError.text(
                            "invalid option '%"
                                    + (verb == 0 ? "" : String.valueOf(verb))
                                    + "' to 'format'");
        }
    }

    private void readConversion() {
        int start = at;
        while (at < format.length() && FLAGS.indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        flags = format.substring(start, at);
        if (flags.length() > FLAGS.length()) {
            throw RaisedError.text("invalid format (repeated flags)");
        }
        width = Math.max(0, digits());
        precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, digits());
        }
        if (at < format.length() && Character.isDigit(format.charAt(at))) {
            throw RaisedError.text("invalid format (width or precision too long)");
        }
    }

    /** At most two digits, as in Lua; -1 for none. */
    private int digits() {
        int number = -1;
        for (int i = 0; i < 2 && at < format.length(); i++) {
            int digit = format.charAt(at) - '0';
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
    private void character(char character) {
        int start = text.length();
        pad(String.valueOf(character));
        int nul = text.indexOf("\0", start);
        if (nul >= 0) {
            text.setLength(nul);
        }
    }

    private void signed(long value) {
        String digits = value < 0 ? Long.toString(value).substring(1) : Long.toString(value);
        number(sign(value < 0), atLeast(digits), precision < 0);
    }

    private void unsigned(String digits, String prefix) {
        String shown = atLeast(digits);
        boolean prefixed =
                flags.indexOf('#') >= 0
                        && !digits.equals("0")
                        && !(prefix.equals("0") && shown.startsWith("0"));
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

    private static String scientific(BigDecimal size, int places) {
        if (size.signum() == 0) {
            return "0" + (places > 0 ? "." + "0".repeat(places) : "") + "e+00";
        }
        BigDecimal rounded = size.round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String digits = rounded.unscaledValue().toString();
        digits = digits + "0".repeat(Math.max(0, places + 1 - digits.length()));
        String tail = places > 0 ? "." + digits.substring(1, places + 1) : "";
        return digits.charAt(0) + tail + exponent(exponent);
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
        if (zeros && missing > 0) {
            text.append(sign).append("0".repeat(missing)).append(digits);
        } else {
            pad(sign + digits);
        }
    }

    private void string() {
        String value = latin1(Arguments.string(args, argument));
        if (precision < 0 && value.length() >= 100) {
            // Lua hands long strings through without printf.
            text.append(value);
            return;
        }
        int zero = value.indexOf('\0');
        String shown = zero < 0 ? value : value.substring(0, zero);
        pad(precision < 0 ? shown : shown.substring(0, Math.min(precision, shown.length())));
    }

    private void quote(LuaString value) {
        LuaState.charge(2L * value.m_length);
        text.append('"');
        for (int i = 0; i < value.m_length; i++) {
            char c = (char) value.luaByte(i);
            switch (c) {
                case '"', '\\', '\n' -> text.append('\\').append(c);
                case '\r' -> text.append("\\r");
                case '\0' -> text.append("\\000");
                default -> text.append(c);
            }
        }
        text.append('"');
    }

    private void pad(String value) {
        String spaces = " ".repeat(Math.max(0, width - value.length()));
        boolean left = flags.indexOf('-') >= 0;
        text.append(left ? "" : spaces).append(value).append(left ? spaces : "");
    }

    private static String latin1(LuaString value) {
        LuaState.charge(2L * value.m_length);
        byte[] bytes = new byte[value.m_length];
        value.copyInto(0, bytes, 0, bytes.length);
        return Ascii.string(bytes);
    }
}
