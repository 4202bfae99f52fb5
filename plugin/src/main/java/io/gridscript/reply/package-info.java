/**
 * What a command answers, and the text forms of numbers and errors on the wire.
 *
 * <p>{@link io.gridscript.reply.ReplyWriter} is the one way to answer: a command never knows
 * whether its reply becomes RESP2 bytes, RESP3 bytes, Lua values or Java values. Nothing here knows
 * commands, data or the grid.
 */
package io.gridscript.reply;
