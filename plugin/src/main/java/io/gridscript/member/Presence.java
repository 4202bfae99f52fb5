package io.gridscript.member;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.spi.impl.NodeEngine;
import java.util.Objects;

/**
 * Which members have Gridscript. Each says so in an attribute that travels with its request to
 * join: a member without the jar could not read a message of ours, and would log an error for every
 * one that asks.
 */
final class Presence {

    /** The attribute's name; its value is the version of Gridscript. */
    static final String ATTRIBUTE = "gridscript.version";

    private Presence() {}

    /** Says that this member has Gridscript; before it joins. */
    static void announce(NodeEngine nodeEngine) {
        String version = Presence.class.getPackage().getImplementationVersion();
        ((MemberImpl) nodeEngine.getLocalMember())
                .setAttribute(ATTRIBUTE, Objects.requireNonNullElse(version, "unpackaged"));
    }

    /** Whether that member has Gridscript. */
    static boolean isOn(Member member) {
        return member.getAttribute(ATTRIBUTE) != null;
    }
}
