package io.gridscript.command.debug;

import io.gridscript.command.CommandCall;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;

/** DEBUG PROTOCOL: one reply of each type, with which client libraries are tested. */
final class DebugProtocol {

    private static final ErrorReply UNKNOWN_TYPE =
            ErrorReply.err(
                    "Wrong protocol type name. Please use one of the following: string|integer|"
                            + "double|bignum|null|array|set|map|attrib|push|verbatim|true|false");
    private static final ErrorReply NO_PUSH =
            ErrorReply.err("RESP2 is not supported by this command");

    private DebugProtocol() {}

    static void run(CommandCall call, ReplyWriter reply) {
        switch (Ascii.lowerCase(call.argument(2))) {
            case "string" -> reply.bulk("Hello World");
            case "integer" -> reply.integer(12345);
            case "double" -> reply.real(3.141);
            case "bignum" -> reply.bigNumber(Ascii.bytes("1234567999999999999999999999999999999"));
            case "null" -> reply.nil();
            case "array" -> {
                reply.array(3);
                writeThree(reply);
            }
            case "set" -> {
                reply.set(3);
                writeThree(reply);
            }
            case "map" -> writeMap(reply);
            case "attrib" -> writeAttributes(reply);
            case "push" -> writePush(reply);
            case "verbatim" -> reply.verbatim("txt", Ascii.bytes("This is a verbatim\nstring"));
            case "true" -> reply.bool(true);
            case "false" -> reply.bool(false);
            default -> throw UNKNOWN_TYPE;
        }
    }

    private static void writeThree(ReplyWriter reply) {
        for (int i = 0; i < 3; i++) {
            reply.integer(i);
        }
    }

    private static void writeMap(ReplyWriter reply) {
        reply.map(3);
        for (int i = 0; i < 3; i++) {
            reply.integer(i);
            reply.bool(i == 1);
        }
    }

    private static void writeAttributes(ReplyWriter reply) {
        if (reply.attributes(1)) {
            reply.bulk("key-popularity");
            reply.array(2);
            reply.bulk("key:123");
            reply.integer(90);
        }
        reply.bulk("Some real reply following the attribute");
    }

    private static void writePush(ReplyWriter reply) {
        if (reply.protocol() < 3) {
            throw NO_PUSH;
        }
        reply.push(2);
        reply.bulk("server-cpu-usage");
        reply.integer(42);
        reply.bulk("Some real reply following the push reply");
    }
}
