package io.gridscript.member;

import io.gridscript.command.server.GridInspection;
import io.gridscript.grid.authority.Authority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What DEBUG GRID tells, from this member's rooms. */
record AuthorityInspection(Authority authority) implements GridInspection {

    @Override
    public CompletionStage<List<String>> scriptStores() {
        return CompletableFuture.completedFuture(new ArrayList<>(authority.storeNames()));
    }
}
