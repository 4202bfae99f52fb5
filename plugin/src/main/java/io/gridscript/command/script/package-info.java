/** EVAL and its kin, SCRIPT and its subcommands, and the way of redis.call to commands. */
package io.gridscript.command.script;
