/**
 * Users, how they prove who they are, and what they may do: rules over command specs and requests.
 *
 * <p>Knows neither connections nor data. A user and its rights are immutable; changing one means
 * putting another in its place in {@link io.gridscript.acl.Users}.
 */
package io.gridscript.acl;
