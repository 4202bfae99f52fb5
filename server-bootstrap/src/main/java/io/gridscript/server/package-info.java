/**
 * One executable member: turns a command line in redis-server's manner into a Hazelcast
 * configuration and starts it. Knows nothing of commands, keys or scripts: that is the plugin's.
 */
package io.gridscript.server;
