package io.gridscript.keyspace.dump;

/** What stands in an RDB file where else the type of a value does. */
final class Opcode {

    static final int SLOT = 244;
    static final int FUNCTIONS = 245;
    static final int FUNCTIONS_BEFORE_RELEASE = 246;
    static final int MODULE_FIELD = 247;
    static final int IDLE_SECONDS = 248;
    static final int FREQUENCY = 249;
    static final int FIELD = 250;
    static final int SIZES = 251;
    static final int DEADLINE_IN_MILLISECONDS = 252;
    static final int DEADLINE_IN_SECONDS = 253;
    static final int DATABASE = 254;
    static final int END = 255;

    private Opcode() {}
}
