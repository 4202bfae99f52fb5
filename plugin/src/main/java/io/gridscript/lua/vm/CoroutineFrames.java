package io.gridscript.lua.vm;

import java.util.Arrays;

/** The functions of a coroutine that wait, the innermost on top. */
final class CoroutineFrames {

    private static final int FIRST_ROOM = 4;

    private Frame[] frames = new Frame[FIRST_ROOM];
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    void push(Frame frame) {
        if (count == frames.length) {
            frames = Arrays.copyOf(frames, 2 * count);
        }
        frames[count++] = frame;
    }

    Frame peek() {
        return frames[count - 1];
    }

    Frame pop() {
        Frame frame = frames[--count];
        frames[count] = null;
        return frame;
    }
}
