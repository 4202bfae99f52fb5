package io.gridscript.acl;

/** A user with its rights. */
public final class User {}
