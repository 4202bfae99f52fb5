/**
 * The Hazelcast member service: settings, start and stop, and the wiring of all other rooms.
 *
 * <p>The only room that knows all others; what is decided here is which parts there are and which
 * setting each of them gets, never what they do.
 */
package io.gridscript.member;
