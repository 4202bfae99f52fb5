package io.gridscript.script;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RespReader;
import io.gridscript.reply.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Runs scripts with canned commands and shows the bytes that a client would get. */
final class ScriptBench {

    final CannedCommands commands = new CannedCommands();
    private final ScriptInterpreter interpreter = new ScriptInterpreter();
    private final int protocol;

    ScriptBench(int protocol) {
        this.protocol = protocol;
    }

    /** The reply of EVAL with these keys and arguments, read back. */
    RespReader.Value eval(String source, String[] keys, String[] arguments) {
        ByteBuf buffer = Unpooled.buffer();
        RespWriter reply = new RespWriter(protocol, buffer);
        try {
            Script script = Script.of(Ascii.bytes(source));
            run(new ScriptRun(script, bytes(keys), bytes(arguments), false), reply);
        } catch (ErrorReply e) {
            reply.error(e);
        }
        return RespReader.only(ByteBufUtil.getBytes(buffer));
    }

    /** The reply of EVAL without keys, as RespReader shows it. */
    String eval(String source) {
        return eval(source, new String[0], new String[0]).toString();
    }

    /** The bytes of the reply of EVAL without keys, as text. */
    String bytes(String source) {
        ByteBuf buffer = Unpooled.buffer();
        run(run(source), new RespWriter(protocol, buffer));
        return Ascii.string(ByteBufUtil.getBytes(buffer));
    }

    static ScriptRun run(String source) {
        Script script = Script.of(Ascii.bytes(source));
        return new ScriptRun(script, new byte[0][], new byte[0][], false);
    }

    private void run(ScriptRun run, RespWriter reply) {
        run(interpreter, run, commands, reply);
    }

    /** Runs a script and writes its reply, an error too, as whoever runs commands does. */
    static void run(
            ScriptInterpreter interpreter, ScriptRun run, RedisCalls commands, RespWriter reply) {
        try {
            interpreter.run(run, commands, reply);
        } catch (ErrorReply error) {
            reply.error(error);
        }
    }

    private static byte[][] bytes(String[] words) {
        byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = Ascii.bytes(words[i]);
        }
        return bytes;
    }
}
