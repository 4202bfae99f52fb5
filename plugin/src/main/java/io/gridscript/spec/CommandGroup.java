package io.gridscript.spec;

/** The group under which COMMAND DOCS lists a command. */
public enum CommandGroup {
    GENERIC("generic"),
    STRING("string"),
    LIST("list"),
    SET("set"),
    SORTED_SET("sorted-set"),
    HASH("hash"),
    PUBSUB("pubsub"),
    TRANSACTIONS("transactions"),
    CONNECTION("connection"),
    SERVER("server"),
    SCRIPTING("scripting"),
    HYPERLOGLOG("hyperloglog"),
    CLUSTER("cluster"),
    GEO("geo"),
    STREAM("stream"),
    BITMAP("bitmap");

    private final String text;

    CommandGroup(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
