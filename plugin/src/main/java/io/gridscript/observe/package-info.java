/** Counters, histograms, slow log, latency events and who watches; no commands. */
package io.gridscript.observe;
