package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.Seed;
import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreOrderTest {

    private static final Comparator<SortedSetMember> BY_SCORE_AND_NAME =
            Comparator.<SortedSetMember>comparingDouble(member -> member.score + 0.0)
                    .thenComparing((one, other) -> Arrays.compareUnsigned(one.key, other.key));

    private final long seed = Seed.get();
    private final Random random = new Random(seed);
    private final ScoreOrder order = new ScoreOrder();

    @Test
    void itIsAsSortingWouldHaveItWhateverComesAndGoes() {
        List<SortedSetMember> members = new ArrayList<>();
        for (int round = 0; round < 3000; round++) {
            boolean grows = round % 1000 < 600;
            if (members.isEmpty() || random.nextInt(10) < (grows ? 8 : 2)) {
                SortedSetMember member = member("m" + round, random.nextInt(20) - 10);
                members.add(member);
                order.add(member);
            } else {
                order.remove(members.remove(random.nextInt(members.size())));
            }
            if (round % 50 == 0) {
                assertAgrees(members);
            }
        }
    }

    private void assertAgrees(List<SortedSetMember> members) {
        String context = "seed " + seed;
        List<SortedSetMember> sorted = new ArrayList<>(members);
        sorted.sort(BY_SCORE_AND_NAME);
        assertTrue(order.isSound(), context);
        assertEquals(sorted.size(), order.size(), context);
        for (int rank = 0; rank < sorted.size(); rank++) {
            assertEquals(rank, order.rankOf(sorted.get(rank)), context);
        }
        int from = random.nextInt(sorted.size() + 1);
        int to = from + random.nextInt(sorted.size() - from + 1);
        List<SortedSetMember> expected = new ArrayList<>(sorted.subList(from, to));
        List<SortedSetMember> visited = new ArrayList<>();
        order.ascend(from, to, visited::add);
        assertEquals(expected, visited, context);
        visited.clear();
        order.descend(from, to, visited::add);
        Collections.reverse(expected);
        assertEquals(expected, visited, context);
        double bound = random.nextInt(20) - 10;
        assertEquals(
                sorted.stream().filter(member -> member.score < bound).count(),
                order.countFirst(member -> member.score < bound),
                context);
    }

    @Test
    void membersThatComeInOrderLeaveItBalanced() {
        for (int i = 0; i < 10_000; i++) {
            order.add(member("m" + i, i));
        }
        assertTrue(order.isSound());
        int[] asked = {0};
        order.countFirst(
                member -> {
                    asked[0]++;
                    return member.score < 5000;
                });
        assertTrue(asked[0] < 34, "asked of " + asked[0]);
    }

    @Test
    void equalScoresAreInTheOrderOfBytesWithoutSign() {
        SortedSetMember high = member("\u00ff", 1);
        SortedSetMember low = member("a", 1);
        SortedSetMember longer = member("aa", 1);
        order.add(high);
        order.add(longer);
        order.add(low);
        List<SortedSetMember> visited = new ArrayList<>();
        order.ascend(0, 3, visited::add);
        assertEquals(List.of(low, longer, high), visited);
    }

    @Test
    void bothZerosAreEqual() {
        SortedSetMember zero = member("b", 0.0);
        SortedSetMember negativeZero = member("c", -0.0);
        SortedSetMember other = member("a", 0.0);
        order.add(negativeZero);
        order.add(zero);
        order.add(other);
        assertEquals(2, order.rankOf(negativeZero));
        assertEquals(0, order.rankOf(other));
    }

    private static SortedSetMember member(String name, double score) {
        byte[] bytes = Ascii.bytes(name);
        return new SortedSetMember(bytes, KeyHash.of(bytes), score);
    }
}
