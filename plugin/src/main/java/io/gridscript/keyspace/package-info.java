/**
 * All data of one partition: databases, values, expiry, versions, and the effects that change them.
 * Nothing here knows commands, sessions or the grid; one thread at a time, the holder, uses a
 * keyspace.
 */
package io.gridscript.keyspace;
