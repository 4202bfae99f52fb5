/**
 * Scripts on entries of JCache caches, and commands and replies as objects of Java: what stands
 * behind {@code api}.
 *
 * <p>Values of caches become values of commands here and back. Knows nothing of Hazelcast's
 * internals.
 */
package io.gridscript.jcache;
