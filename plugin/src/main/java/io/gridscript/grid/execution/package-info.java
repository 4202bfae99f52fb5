/**
 * Runs units on keyspaces: at most one holder at a time, on the connection's own thread where that
 * is free, otherwise on Gridscript's threads; and commits what they did before replies leave. Those
 * that wait for keys are parked meanwhile and hold nothing.
 */
package io.gridscript.grid.execution;
