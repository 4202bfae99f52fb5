package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What the grid hears of scripts that EVAL brings. */
class ScriptCacheTest {

    private static final byte[] SOURCE = Ascii.bytes("return 1");
    private static final byte[] SHA1 = Sha1.hex(SOURCE);

    private final ScriptIndex index = new ScriptIndex();
    private final Published authority = new Published();
    private final ScriptCache cache = new ScriptCache(index, authority, new ValidLease());

    @Test
    void newScriptOfEvalIsPublished() {
        cache.obtain(SOURCE, () -> CachedScripts.SOMEBODY);
        cache.obtain(SOURCE, () -> CachedScripts.SOMEBODY);
        assertEquals(List.of(index.epoch()), authority.epochs);
    }

    /** The member where it ran may have been an epoch behind, and have published it in vain. */
    @Test
    void scriptThatRanElsewhereIsPublishedHereToo() {
        cache.ranElsewhere(SOURCE, CachedScripts.SOMEBODY, index.epoch());
        assertNotNull(cache.find(SHA1));
        assertEquals(List.of(index.epoch()), authority.epochs);
    }

    @Test
    void scriptThatRanElsewhereBeforeAFlushIsNot() {
        long before = index.epoch();
        index.begin(before + 1, "next");
        cache.ranElsewhere(SOURCE, CachedScripts.SOMEBODY, before);
        assertNull(cache.find(SHA1));
        assertEquals(List.of(), authority.epochs);
    }

    private static final class ValidLease implements ScriptLease {

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public CompletionStage<Void> renew() {
            throw new UnsupportedOperationException();
        }
    }

    /** The epochs of what was published. */
    private static final class Published implements ScriptAuthority {

        private final List<Long> epochs = new ArrayList<>();

        @Override
        public void publish(CachedScript script, long epoch) {
            epochs.add(epoch);
        }

        @Override
        public CompletionStage<Script> load(byte[] source, LoadedBy loadedBy) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> flush(FlushMode mode) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void evicted(Script script, long epoch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String address(UUID member) {
            throw new UnsupportedOperationException();
        }
    }
}
