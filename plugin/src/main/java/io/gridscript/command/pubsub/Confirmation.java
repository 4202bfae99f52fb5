package io.gridscript.command.pubsub;

/**
 * What a connection is told of one channel that it begins or ceases to listen to.
 *
 * @param name null when it was to cease to listen to all, and listened to none
 * @param subscriptions how many it has then, as {@link Subscriptions#told} counts them
 */
public record Confirmation(byte[] name, int subscriptions) {}
