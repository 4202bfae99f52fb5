package io.gridscript.lua.compiler;

import java.io.ByteArrayInputStream;

/** Source text on its way into LuaJ's front end, which knows of no limits: it is counted here. */
final class SteppingInput extends ByteArrayInputStream {

    private static final int BYTES_OF_A_STEP = 16;

    private final Runnable step;

    SteppingInput(byte[] text, Runnable step) {
        super(text);
        this.step = step;
    }

    @Override
    public synchronized int read() {
        if (pos % BYTES_OF_A_STEP == 0) {
            step.run();
        }
        return super.read();
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
        step.run();
        return super.read(bytes, offset, Math.min(length, BYTES_OF_A_STEP));
    }
}
