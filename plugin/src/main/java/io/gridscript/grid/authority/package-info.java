/**
 * The state that all members share: which scripts there are, and what CONFIG SET has set.
 *
 * <p>{@link io.gridscript.grid.authority.Subscriber} is a member's copy, {@link
 * io.gridscript.grid.authority.Lease} its right to trust it. {@link
 * io.gridscript.grid.authority.Seat} is where the authority sits: {@link
 * io.gridscript.grid.authority.TakeOver} begins a term, {@link io.gridscript.grid.authority.Tenure}
 * orders its steps and waits for the members, {@link io.gridscript.grid.authority.StepQueue} makes
 * steps of requests and keeps the ReplicatedMap. {@link io.gridscript.grid.authority.Authority}
 * puts these together for one member. Nothing here knows a command or a session.
 */
package io.gridscript.grid.authority;
