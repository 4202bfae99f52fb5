package io.gridscript.command.sortedset;

import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What ZUNION, ZINTER and ZDIFF make of several sorted sets. */
enum Combination {
    UNION {
        @Override
        SortedSetValue of(List<Input> inputs, Aggregate aggregate) {
            SortedSetValue union = new SortedSetValue();
            for (Input input : smallestFirst(inputs)) {
                input.members.forEach(
                        (name, score) -> unite(union, name, input.weigh(score), aggregate));
            }
            return union;
        }
    },
    INTERSECTION {
        @Override
        SortedSetValue of(List<Input> inputs, Aggregate aggregate) {
            SortedSetValue intersection = new SortedSetValue();
            List<Input> ordered = smallestFirst(inputs);
            Input smallest = ordered.get(0);
            smallest.members.forEach(
                    (name, score) -> {
                        double common = common(name, smallest.weigh(score), ordered, aggregate);
                        if (!Double.isNaN(common)) {
                            intersection.put(name, common);
                        }
                    });
            return intersection;
        }
    },
    DIFFERENCE {
        @Override
        SortedSetValue of(List<Input> inputs, Aggregate aggregate) {
            SortedSetValue difference = new SortedSetValue();
            List<Input> others = inputs.subList(1, inputs.size());
            inputs.get(0)
                    .members
                    .forEach(
                            (name, score) -> {
                                if (others.stream().noneMatch(other -> other.has(name))) {
                                    difference.put(name, score);
                                }
                            });
            return difference;
        }
    };

    /** One of the sets, and the factor of its scores. */
    record Input(ScoredMembers members, double weight) {

        double weigh(double score) {
            return Aggregate.numberOrZero(weight * score);
        }

        boolean has(byte[] name) {
            return !Double.isNaN(members.score(name));
        }
    }

    /** A new sorted set. */
    abstract SortedSetValue of(List<Input> inputs, Aggregate aggregate);

    /** How many members all of some sets have; 0 as limit: no limit. */
    static int countCommon(List<Input> inputs, long limit) {
        List<Input> ordered = smallestFirst(inputs);
        long most = limit == 0 ? Long.MAX_VALUE : limit;
        int[] count = {0};
        ordered.get(0)
                .members
                .forEach(
                        (name, score) -> {
                            if (count[0] < most
                                    && ordered.stream().allMatch(each -> each.has(name))) {
                                count[0]++;
                            }
                        });
        return count[0];
    }

    /** The order matters to the last digits of a sum. */
    private static List<Input> smallestFirst(List<Input> inputs) {
        List<Input> ordered = new ArrayList<>(inputs);
        ordered.sort(Comparator.comparingInt(input -> input.members.size()));
        return ordered;
    }

    private static void unite(
            SortedSetValue union, byte[] name, double score, Aggregate aggregate) {
        SortedSetMember present = union.get(name);
        union.put(name, present == null ? score : aggregate.of(present.score(), score));
    }

    /** The score that a member has in all of the sets together, or NaN when one lacks it. */
    private static double common(
            byte[] name, double first, List<Input> ordered, Aggregate aggregate) {
        double score = first;
        for (Input input : ordered.subList(1, ordered.size())) {
            double other = input.members.score(name);
            if (Double.isNaN(other)) {
                return Double.NaN;
            }
            score = aggregate.of(score, input.weight * other);
        }
        return score;
    }
}
