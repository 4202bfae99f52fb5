/**
 * Pub/sub over the grid. Every member keeps who listens on it, and for every other member how many
 * listen there to what. Changes of that and messages go from each member to each other in one
 * numbered stream: in order, once, and acknowledged.
 *
 * <p>What a message means to clients is the business of {@code command.pubsub}.
 */
package io.gridscript.grid.pubsub;
