/** The commands of hashes. */
package io.gridscript.command.hash;
