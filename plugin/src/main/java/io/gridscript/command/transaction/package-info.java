/** MULTI, EXEC and WATCH. */
package io.gridscript.command.transaction;
