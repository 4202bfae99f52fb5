package io.gridscript.spec;

/** The Redis whose commands and texts these are, as HELLO, INFO and scripts tell it. */
public final class RedisVersion {

    public static final String TEXT = "8.0.0";

    /** One byte each for major, minor and patch: {@code redis.REDIS_VERSION_NUM}. */
    public static final int NUMBER = 0x00080000;

    private RedisVersion() {}
}
