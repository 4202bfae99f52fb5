package io.gridscript.member;

import io.gridscript.command.debug.GridInspection;
import io.gridscript.grid.authority.Authority;
import io.gridscript.grid.replication.CopyFacts;
import io.gridscript.grid.replication.KeyspaceReplica;
import io.gridscript.script.SharedLibraries;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What DEBUG GRID tells, from this member's rooms. */
record MemberInspection(Authority authority, KeyspaceReplica keyspace, SharedLibraries functions)
        implements GridInspection {

    @Override
    public CompletionStage<List<String>> scriptStores() {
        return CompletableFuture.completedFuture(new ArrayList<>(authority.storeNames()));
    }

    @Override
    public CompletionStage<String> replica() {
        return keyspace.facts().thenApply(MemberInspection::text);
    }

    @Override
    public int libraries() {
        return functions.present().count();
    }

    private static String text(CopyFacts facts) {
        return "role:"
                + facts.role()
                + "\nsequence:"
                + facts.sequence()
                + "\ndigest:"
                + facts.digest()
                + "\ncomplete:"
                + (facts.complete() ? "yes" : "no")
                + "\nbackups:"
                + facts.backups()
                + "\n";
    }
}
