package io.gridscript.script;

import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.ReplyWriter;

/**
 * What a script needs of the commands: the port behind {@code redis.call} and {@code
 * redis.acl_check_cmd}. An instance serves one run, so it may hold its session, user and keyspace.
 */
public interface RedisCalls {

    /**
     * Runs one command for a script and writes its one reply. Called on the thread that runs the
     * script, or, inside a coroutine, on one that takes its place meanwhile.
     *
     * <p>Before a command that writes runs, {@link ScriptRun#beforeWrite()} must be called.
     *
     * @param argv the command's name and arguments, at least one; the callee's to keep
     * @param run the run that calls; says whether writing is allowed
     * @param reply takes the reply, in the version of {@code redis.setresp}
     * @throws ErrorReply when the command is refused or fails before it has written anything; any
     *     other exception ends the run and leaves {@link ScriptInterpreter#run} as it is
     */
    void call(byte[][] argv, ScriptRun run, ReplyWriter reply);

    /**
     * Whether the user of the run may run this command with these arguments.
     *
     * @throws ErrorReply when there is no such command
     */
    boolean aclCheck(byte[][] argv, ScriptRun run);
}
