/** Tells Hazelcast how to make the classes that grid sends and stores. */
package io.gridscript.grid.serialization;
