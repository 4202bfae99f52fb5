package io.gridscript.grid;

import com.hazelcast.instance.BuildInfoProvider;

/**
 * Which versions of Hazelcast this plugin can live in. It is built on classes that Hazelcast calls
 * internal and changes with any minor version.
 */
public final class HazelcastVersion {

    /** The minor version that this plugin is made for and tested with. */
    public static final String KNOWN = "5.7";

    private HazelcastVersion() {}

    /** The version that this plugin is in, as Hazelcast tells it. */
    public static String present() {
        return BuildInfoProvider.getBuildInfo().getVersion();
    }

    /** Whether this plugin can live in the version that it is in. */
    public static boolean isKnown() {
        return isKnown(present());
    }

    static boolean isKnown(String version) {
        return version.equals(KNOWN)
                || version.startsWith(KNOWN + ".")
                || version.startsWith(KNOWN + "-");
    }
}
