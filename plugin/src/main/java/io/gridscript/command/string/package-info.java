/** The commands of strings. */
package io.gridscript.command.string;
