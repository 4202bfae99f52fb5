/**
 * One class or small family file for each command, in a package for each group, registered next to
 * its code; redis.call; the ports that grid and resp implement.
 */
package io.gridscript.command;
