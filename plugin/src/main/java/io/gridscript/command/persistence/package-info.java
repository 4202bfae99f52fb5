/**
 * Files of the keyspace in Redis's RDB format: SAVE, BGSAVE and LASTSAVE, save points, and what
 * INFO tells of them. Where the bytes come from, {@link
 * io.gridscript.command.persistence.RdbSource} knows; where they go and when is decided here.
 */
package io.gridscript.command.persistence;
