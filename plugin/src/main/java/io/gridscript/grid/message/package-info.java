/**
 * Messages between members: one Hazelcast operation carries them all, a handler for each kind
 * answers. What they say is their sender's and handler's business.
 */
package io.gridscript.grid.message;
