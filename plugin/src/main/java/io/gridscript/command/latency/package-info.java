/** LATENCY: events of the latency monitor and histograms of commands. */
package io.gridscript.command.latency;
