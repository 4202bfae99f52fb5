package io.gridscript.grid.message;

/**
 * What a message is about. Kinds travel as their ordinals: all members that talk to each other have
 * the same version.
 */
public enum MessageKind {
    /** The authority tells a subscriber what to do with its copy of the state. */
    AUTHORITY_ORDER,
    /** A subscriber asks the authority to renew its lease. */
    AUTHORITY_LEASE,
    /** A member asks the authority for a step. */
    AUTHORITY_REQUEST,
    /** A member is to end the script that runs longest there. */
    SCRIPT_KILL,
    /** A member tells another who listens on it, and what was published. */
    PUBSUB_STREAM,
    /** A command that runs on another member changes to what a connection listens. */
    PUBSUB_CHANGE,
    /** A member wants the keyspace as a file, piece by piece. */
    RDB_FILE,
    /** The keyspace's owner sends what a replica gets that has asked another member. */
    REPLICA_STREAM,
    /** A member asks another what has been running there for the longest time. */
    RUN_IN_PROGRESS,
    /** A member asks another what the runs of scripts took there. */
    SCRIPT_TOTALS
}
