package io.gridscript.keyspace;

import java.util.ArrayList;
import java.util.List;

/**
 * What leaves a keyspace once the unit in progress has ended and is committed, as messages of
 * PUBLISH do. A run that is taken back has left nothing in it. For the holder.
 */
public final class Outbox {

    private List<Runnable> actions = List.of();

    /** Keeps something to be done, in the order of calls. */
    public void add(Runnable action) {
        if (actions.isEmpty()) {
            actions = new ArrayList<>();
        }
        actions.add(action);
    }

    /** Hands over what was kept since this was asked last. */
    public List<Runnable> take() {
        List<Runnable> taken = actions;
        actions = List.of();
        return taken;
    }

    int size() {
        return actions.size();
    }

    /** Drops all but the first so many. */
    void takeBack(int former) {
        if (actions.size() > former) {
            actions.subList(former, actions.size()).clear();
        }
    }
}
