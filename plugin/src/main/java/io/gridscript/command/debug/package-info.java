/**
 * DEBUG, a class for each group of its subcommands. They have no specs of their own, in Redis
 * neither. What only concerns files or Redis's memory layout is accepted and does nothing; what
 * would end the process is unknown here.
 */
package io.gridscript.command.debug;
