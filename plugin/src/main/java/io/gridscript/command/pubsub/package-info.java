/**
 * Pub/sub: SUBSCRIBE, PUBLISH, PUBSUB and their kin. Who listens where in the grid, and how
 * messages get there, lies behind the port {@link io.gridscript.command.pubsub.Channels}.
 */
package io.gridscript.command.pubsub;
