/**
 * The listener, the decoder and the sessions of the Redis protocol.
 *
 * <p>What netty-codec-redis does here. A request has one of two shapes. An array of bulk strings is
 * what every client library sends; {@link io.gridscript.resp.RequestDecoder} reads it straight into
 * byte arrays, because the codec's message objects cost ten times as much as the rest of a command.
 * A test decodes random, valid and broken input with both and holds them to the same requests. The
 * other shape is the inline command, a line as typed into a terminal: it is read by the codec
 * ({@code RedisDecoder} with inline commands switched on), one instance for each connection that
 * ever sends one.
 *
 * <p>Redis has the last word where the codec differs from it, and then the line is read here: lines
 * that end in a lone LF (the codec refuses them), that begin with a byte that starts a reply
 * ({@code + - : $}: replies to the codec, commands to Redis), or that hold bytes outside ASCII (the
 * codec reads UTF-8, Redis bytes). Splitting a line into words with quotes and escapes, skipping
 * empty requests, and the limits with their error texts are also done here: the codec has none of
 * the first and other rules for the rest. Replies are written by {@link
 * io.gridscript.reply.RespWriter}: the codec knows no RESP3 and throws on a line break in a status.
 */
package io.gridscript.resp;
