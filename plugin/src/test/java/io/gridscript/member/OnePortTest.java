package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** As long as data lives on one member, a cluster has one port. */
class OnePortTest {

    @Test
    void onlyTheOldestDataMemberOpensItsPort() {
        try (RunningMember oldest = new RunningMember().joinable().start();
                RunningMember younger = new RunningMember().joining(oldest).start()) {
            assertEquals(2, younger.instance().getCluster().getMembers().size());
            assertEquals(1, oldest.assembly().addresses().size());
            assertEquals(List.of(), younger.assembly().addresses());
        }
    }
}
