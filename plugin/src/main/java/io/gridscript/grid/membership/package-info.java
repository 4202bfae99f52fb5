/**
 * Which members take part, and who of them is the authority. What they tell each other lives
 * elsewhere.
 */
package io.gridscript.grid.membership;
