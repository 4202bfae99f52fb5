/** Counters, slow log and latency; no commands. */
package io.gridscript.observe;
