/**
 * The script cache, the context of a run, limits, kill and statistics, with ports for redis.call
 * and for the script authority.
 *
 * <p>{@link io.gridscript.script.Script} is what is cached, {@link io.gridscript.script.ScriptRun}
 * one run of it, {@link io.gridscript.script.ScriptInterpreter} runs it and answers, {@link
 * io.gridscript.script.RedisCalls} is the port to commands. {@link
 * io.gridscript.script.SharedLibraries} has the libraries of functions, {@link
 * io.gridscript.script.FunctionEngine} calls those. Nothing here knows a command, a session or the
 * grid.
 */
package io.gridscript.script;
