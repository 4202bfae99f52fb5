/** SORT and SORT_RO. */
package io.gridscript.command.sort;
