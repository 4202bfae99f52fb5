package io.gridscript.grid.membership;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.spi.impl.NodeEngine;
import java.util.Objects;

/**
 * Which members have Gridscript. Each says so in attributes that travel with its request to join: a
 * member without the jar could not read a message of ours, and would log an error for every one
 * that asks.
 */
public final class Presence {

    /** The attribute's name; its value is the version of Gridscript. */
    public static final String VERSION = "gridscript.version";

    /** The attribute's name; its value is the directive databases, which must be alike. */
    public static final String DATABASES = "gridscript.databases";

    private Presence() {}

    /** Says that this member has Gridscript; before it joins. */
    public static void announce(NodeEngine nodeEngine, long databases) {
        String version = Presence.class.getPackage().getImplementationVersion();
        MemberImpl member = (MemberImpl) nodeEngine.getLocalMember();
        member.setAttribute(VERSION, Objects.requireNonNullElse(version, "unpackaged"));
        member.setAttribute(DATABASES, Long.toString(databases));
    }

    /** Whether that member has Gridscript. */
    public static boolean isOn(Member member) {
        return member.getAttribute(VERSION) != null;
    }

    /** Whether two members understand each other's messages. */
    static boolean isAlike(Member one, Member other) {
        return isOn(one) && one.getAttribute(VERSION).equals(other.getAttribute(VERSION));
    }

    /**
     * Why that member can't hold data together with this one, and what to do about it; null if it
     * can.
     */
    public static String obstacle(Member local, Member other) {
        if (!isOn(other)) {
            return "has no Gridscript: none of our data can live there. Put Gridscript's jar on its"
                    + " class path and start it again";
        }
        if (!isAlike(local, other)) {
            return "has Gridscript "
                    + other.getAttribute(VERSION)
                    + ", this one has "
                    + local.getAttribute(VERSION)
                    + ". Start it again with the same jar";
        }
        String databases = local.getAttribute(DATABASES);
        if (!databases.equals(other.getAttribute(DATABASES))) {
            return "has gridscript.databases "
                    + other.getAttribute(DATABASES)
                    + ", this one has "
                    + databases
                    + ". Start one of them again with the other's value";
        }
        return null;
    }
}
