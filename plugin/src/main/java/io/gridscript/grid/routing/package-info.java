/**
 * The way of batches to a keyspace that another member owns, and of the answers back. A batch is
 * one message to the owner's partition thread, which only puts it into the keyspace's mailbox.
 */
package io.gridscript.grid.routing;
