/**
 * The script cache, the context of a run, limits, kill and statistics, with ports for redis.call
 * and for the script authority.
 */
package io.gridscript.script;
