/**
 * What is known of a command without running it: arity, flags, key specs, categories, tips and
 * documentation.
 */
package io.gridscript.spec;
