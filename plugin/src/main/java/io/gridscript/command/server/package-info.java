/** Commands about the server itself: COMMAND, CONFIG, DEBUG, INFO, FLUSHALL, TIME and the like. */
package io.gridscript.command.server;
