package io.gridscript.resp;

import io.gridscript.grid.execution.KeyspaceThreads;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;

/**
 * Makes event loops' threads. They run scripts, too: with stacks as deep as elsewhere, none runs
 * out of it here. Memory is only taken for what is used.
 */
final class DeepThreads extends DefaultThreadFactory {

    DeepThreads(String name) {
        super(name);
    }

    @Override
    protected Thread newThread(Runnable task, String name) {
        return new FastThreadLocalThread(threadGroup, task, name, KeyspaceThreads.STACK_BYTES);
    }
}
