package io.gridscript.keyspace;

import java.util.Random;

/** Changes lists at random through every method that changes one. */
final class RandomListChanges {

    private final Random random;

    RandomListChanges(Random random) {
        this.random = random;
    }

    ListValue list() {
        ListValue list = new ListValue();
        list.push(end(), elements(), 0);
        for (int i = random.nextInt(3); i > 0; i--) {
            change(list);
        }
        return list;
    }

    void change(ListValue list) {
        int size = list.size();
        int choice = random.nextInt(8);
        if (size == 0 || choice < 2) {
            list.push(end(), elements(), random.nextInt(2));
            return;
        }
        switch (choice) {
            case 2 -> list.pop(end());
            case 3 -> list.pop(end(), 1 + random.nextInt(size));
            case 7 -> trim(list);
            case 4 -> list.set(random.nextInt(size), element());
            case 5 -> list.insert(random.nextInt(size + 1), element());
            default -> remove(list);
        }
    }

    private void trim(ListValue list) {
        int head = random.nextInt(list.size() + 1);
        list.trim(head, random.nextInt(list.size() - head + 1));
    }

    private void remove(ListValue list) {
        int[] indexes = random.ints(0, list.size()).limit(3).distinct().sorted().toArray();
        list.remove(indexes);
    }

    private ListEnd end() {
        return random.nextBoolean() ? ListEnd.HEAD : ListEnd.TAIL;
    }

    private byte[][] elements() {
        byte[][] elements = new byte[1 + random.nextInt(5)][];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element();
        }
        return elements;
    }

    private byte[] element() {
        byte[] element = new byte[random.nextInt(15)];
        random.nextBytes(element);
        return element;
    }
}
