package io.gridscript.script;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;
import java.util.ArrayList;
import java.util.List;

/** A few commands that answer as a Redis server without data does, for scripts under test. */
final class CannedCommands implements RedisCalls {

    /** The commands that arrived, words joined by spaces. */
    final List<String> received = new ArrayList<>();

    @Override
    public void call(byte[][] argv, ScriptRun run, ReplyWriter reply) {
        StringBuilder line = new StringBuilder();
        for (byte[] word : argv) {
            line.append(line.isEmpty() ? "" : " ").append(Ascii.string(word));
        }
        received.add(line.toString());
        switch (Ascii.lowerCase(argv[0])) {
            case "ping" -> reply.status("PONG");
            case "echo" -> {
                arity(argv.length == 2);
                reply.bulk(argv[1]);
            }
            case "get", "lpop" -> reply.nil();
            case "strlen" -> reply.integer(0);
            case "lrange", "hgetall" -> reply.array(0);
            case "set" -> {
                if (run.isReadOnly()) {
                    throw ErrorReply.err("Write commands are not allowed from read-only scripts.");
                }
                run.beforeWrite();
                reply.ok();
            }
            case "incr" -> throw ErrorReply.NOT_AN_INTEGER;
            case "type" -> reply.error(ErrorReply.WRONG_TYPE);
            case "debug" -> debugProtocol(Ascii.lowerCase(argv[2]), reply);
            case "script" -> throw ErrorReply.err("This Redis command is not allowed from script");
            default -> throw ErrorReply.err("Unknown Redis command called from script");
        }
    }

    private static void arity(boolean right) {
        if (!right) {
            throw ErrorReply.err("Wrong number of args calling Redis command from script");
        }
    }

    private static void debugProtocol(String type, ReplyWriter reply) {
        switch (type) {
            case "string" -> reply.bulk("Hello World");
            case "integer" -> reply.integer(12345);
            case "double" -> reply.real(3.141);
            case "null" -> reply.nil();
            case "array" -> {
                reply.array(3);
                for (int i = 0; i < 3; i++) {
                    reply.integer(i);
                }
            }
            case "set" -> {
                reply.set(3);
                for (int i = 0; i < 3; i++) {
                    reply.integer(i);
                }
            }
            case "map" -> {
                reply.map(3);
                for (int i = 0; i < 3; i++) {
                    reply.integer(i);
                    reply.bool(i == 1);
                }
            }
            case "bignum" -> reply.bigNumber(Ascii.bytes("1234567999999999999999999999999999999"));
            case "verbatim" -> reply.verbatim("txt", Ascii.bytes("This is a verbatim\nstring"));
            case "true" -> reply.bool(true);
            case "false" -> reply.bool(false);
            default -> throw ErrorReply.err("no such type");
        }
    }

    @Override
    public boolean aclCheck(byte[][] argv, ScriptRun run) {
        if (Ascii.is(argv[0], "nosuch")) {
            throw ErrorReply.err("Invalid command passed to redis.acl_check_cmd()");
        }
        return true;
    }
}
