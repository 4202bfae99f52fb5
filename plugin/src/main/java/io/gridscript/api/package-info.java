/**
 * What Java code uses of Gridscript: scripts on entries of JCache caches ({@link
 * io.gridscript.api.ScriptProcessor}), and what goes wrong with them ({@link
 * io.gridscript.api.ScriptException}).
 *
 * <p>Everything public here stays compatible from one minor version to the next; nothing in other
 * packages does. The jar of the plugin must be on the class path of every member, and of Hazelcast
 * clients that use this package.
 */
package io.gridscript.api;
