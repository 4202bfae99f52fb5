/** SLOWLOG: reads and forgets the log that {@link io.gridscript.observe.SlowLog} keeps. */
package io.gridscript.command.slowlog;
