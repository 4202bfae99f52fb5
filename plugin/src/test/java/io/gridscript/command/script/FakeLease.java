package io.gridscript.command.script;

import io.gridscript.script.ScriptLease;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A lease that is valid when a test says so. */
final class FakeLease implements ScriptLease {

    boolean valid = true;
    CompletableFuture<Void> renewal = new CompletableFuture<>();

    @Override
    public boolean isValid() {
        return valid;
    }

    @Override
    public CompletionStage<Void> renew() {
        return renewal;
    }
}
