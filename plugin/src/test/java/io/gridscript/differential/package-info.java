/**
 * The same random requests to a member and to a real redis-server, replies compared. What is asked
 * is data: each file among the resources of this package is the grammar of one family of commands.
 * What can't be compared is in {@link io.gridscript.differential.LeftOut}, what differs on purpose
 * in {@link io.gridscript.differential.WantedDifference}.
 */
package io.gridscript.differential;
