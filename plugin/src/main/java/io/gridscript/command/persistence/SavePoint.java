package io.gridscript.command.persistence;

/**
 * When a file is written by itself: as soon as both have come together since the last one.
 *
 * @param seconds so many have passed
 * @param changes so many were made
 */
public record SavePoint(long seconds, long changes) {}
