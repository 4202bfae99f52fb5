/**
 * The dump format: values as Redis writes them into RDB files and DUMP payloads, one small class
 * for each encoding. Every encoding that Redis 2.6 to 8.0 writes can be read, but for fields that
 * expire and values of modules. Bytes come from anybody: what is not as it should be is {@link
 * io.gridscript.keyspace.CorruptInput}, and nothing is allocated because they announce it.
 *
 * <p>Payloads say RDB version 10 in their footer, which is that of Redis 7.0, instead of the 12 of
 * Redis 8.0: a Redis refuses footers newer than itself, and all that is written here exists since
 * 7.0, but for streams with a consumer that wasn't active when it was last seen: those say version
 * 11. For the same reason small sets of strings are written element by element, as large ones are,
 * since their compact form came with 7.2; they are as small again wherever they are read.
 *
 * <p>Files: {@link io.gridscript.keyspace.dump.RdbFileWriter} writes a keyspace that doesn't
 * change, {@link io.gridscript.keyspace.dump.RdbFileSnapshot} one that does, {@link
 * io.gridscript.keyspace.dump.RdbFileReader} reads them.
 */
package io.gridscript.keyspace.dump;
