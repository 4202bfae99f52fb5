/**
 * The commands of keys of any type: life, deadlines, names, places and what is known of them.
 * Nothing here knows what values hold, nor connections or the grid.
 */
package io.gridscript.command.generic;
