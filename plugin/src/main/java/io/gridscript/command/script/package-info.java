/**
 * EVAL and its kin, SCRIPT, FCALL and FUNCTION with their subcommands, and the way of redis.call to
 * commands.
 */
package io.gridscript.command.script;
