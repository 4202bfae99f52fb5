package io.gridscript.resp;

/**
 * Where netty-codec-redis and Redis differ, and so the decoder and the codec. Each has an example
 * that ends with it.
 */
enum Difference {
    BLANK_LINE("\r\n", "the codec reports an empty command, Redis skips the line"),
    LONE_LF("PING\n", "the codec refuses or mistakes a line that ends in a lone LF"),
    NUL_IN_A_LINE("PING\0\r\n", "Redis never finds the end of that line"),
    BEYOND_ASCII("ECHO \u00ff\r\n", "the codec reads UTF-8, Redis bytes"),
    REPLY_TYPE("+PING\r\n", "a reply to the codec, an inline command to Redis"),
    UNBALANCED_QUOTES("ECHO \"a\r\n", "the codec knows no quotes"),
    NO_ARGUMENTS("*0\r\n", "the codec reports an empty or null array, Redis skips it"),
    FORM_OF_A_LENGTH("*01\r\n$4\r\nPING\r\n", "the codec takes leading zeros, Redis no"),
    LENGTH_OUT_OF_RANGE("*3000000000\r\n", "both refuse, at different limits and lengths"),
    END_OF_A_HEADER("*1\rx$4\r\nPING\r\n", "Redis takes any byte after a CR, looks for no LF"),
    NO_BULK("*1\r\n:1\r\n", "the codec takes any type as an argument, Redis only bulk strings"),
    NULL_BULK("*1\r\n$-1\r\n", "the codec takes a null as an argument, Redis no"),
    END_OF_A_BULK("*1\r\n$4\r\nPINGxy", "Redis takes any two bytes after a bulk string");

    private final String example;
    private final String why;

    Difference(String example, String why) {
        this.example = example;
        this.why = why;
    }

    String example() {
        return example;
    }

    @Override
    public String toString() {
        return name() + ": " + why;
    }
}
