/** The commands of keys of any type: life, deadlines, names, places and what is known of them. */
package io.gridscript.command.generic;
