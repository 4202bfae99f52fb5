package io.gridscript.grid.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import io.gridscript.script.CachedScript;
import io.gridscript.script.CachedScripts;
import io.gridscript.script.FlushMode;
import io.gridscript.script.Libraries;
import io.gridscript.script.Library;
import io.gridscript.script.LibraryLoader;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.Origin;
import io.gridscript.script.Script;
import io.gridscript.script.ScriptIndex;
import io.gridscript.script.SharedLibraries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A member's copy of the state: the order of steps, terms, leases, and how copies are merged. */
class StateTest {

    private static final UUID A = new UUID(1, 1);
    private static final UUID B = new UUID(2, 2);
    private static final Term FIRST = new Term(1, A);
    private static final Term SECOND = new Term(2, B);

    private final Map<String, String> directives = new HashMap<>();
    private final ScriptIndex index = new ScriptIndex();
    private final Subscriber subscriber = new Subscriber(index, directives::putAll);

    @Test
    void stepsAreTakenOnceAndInTheirOrder() {
        install(state(FIRST, 10, 3, "3-x"));
        Step load = new Step.Add(loaded("return 1"));
        Step flush = new Step.Flush("4-y", List.of(new RequestId(A, 7)));
        Step change = new Step.Change(Map.of("timeout", "5"), new RequestId(A, 8));

        assertInstanceOf(Answer.Behind.class, obey(new Order.Take(FIRST, 12, List.of(load))));
        assertInstanceOf(Answer.Done.class, obey(new Order.Take(FIRST, 11, List.of(load))));
        assertEquals(1, index.size());
        assertInstanceOf(
                Answer.Done.class, obey(new Order.Take(FIRST, 11, List.of(load, flush, change))));
        assertEquals(4, index.epoch());
        assertEquals("4-y", index.generation());
        assertEquals(0, index.size(), "the load was not taken again");
        assertEquals(Map.of("maxclients", "4", "timeout", "5"), directives);
        assertTrue(subscriber.isDone(new RequestId(A, 7)));
        assertFalse(subscriber.isDone(new RequestId(A, 9)));
        assertEquals(13, subscriber.snapshot().sequence());
    }

    /** Otherwise the state would remember the name of every library there has ever been. */
    @Test
    void aLibraryThatIsGoneLeavesNothing() {
        install(state(FIRST, 10, 3, "3-x"));
        Step load =
                new Step.Change(
                        Map.of("function libraries", "1\na", "function library a", "text"),
                        new RequestId(A, 8));
        Step delete =
                new Step.Change(
                        Map.of("function libraries", "2", "function library a", ""),
                        new RequestId(A, 9));
        obey(new Order.Take(FIRST, 11, List.of(load, delete)));
        assertEquals("", directives.get("function library a"), "this member has been told");
        assertEquals(
                Map.of("maxclients", "4", "function libraries", "2"),
                subscriber.snapshot().directives());
        assertTrue(subscriber.has(Map.of("function library a", "")));
    }

    /** A member that gets a whole state is told what is gone of what it had. */
    @Test
    void aLibraryThatAWholeStateLacksIsGone() {
        SharedLibraries libraries = new SharedLibraries();
        Subscriber member = new Subscriber(index, libraries::take);
        member.obey(new Order.Install(state(FIRST, 10, 3, "3-x")));
        Libraries two = libraries("a", "b");
        for (Libraries loaded : List.of(libraries("a"), two)) {
            Step load = new Step.Change(SharedLibraries.change(loaded), new RequestId(A, 8));
            long next = member.snapshot().sequence() + 1;
            member.obey(new Order.Take(FIRST, next, List.of(load)));
        }
        assertEquals(2, libraries.present().count());
        Library stays = libraries.present().find("b");
        Map<String, String> entries = new HashMap<>(member.snapshot().directives());
        entries.put("function libraries", "3 x");
        entries.remove("function library a");
        member.obey(new Order.Install(with(entries, state(SECOND, 30, 3, "3-x"))));
        assertEquals(List.of(stays), libraries.present().all());
        assertSame(stays, libraries.present().find("b"), "with what its functions remember");
        assertTrue(member.has(SharedLibraries.expected(libraries.present())));
        member.obey(new Order.Prepare(new Term(3, A)));
        member.obey(new Order.Install(state(new Term(3, A), 40, 3, "3-x")));
        assertEquals(0, libraries.present().count(), "nobody has loaded any in that state");
        assertTrue(member.has(SharedLibraries.expected(libraries.present())));
    }

    private static Libraries libraries(String... names) {
        Libraries all = Libraries.NONE;
        for (String name : names) {
            String register = "redis.register_function('" + name + "', function() end)";
            byte[] code = Ascii.bytes("#!lua name=" + name + "\n" + register);
            all = all.with(LibraryLoader.load(code, all, false), false);
        }
        return all;
    }

    private static Snapshot with(Map<String, String> directives, Snapshot state) {
        return new Snapshot(
                state.term(),
                state.sequence(),
                state.epoch(),
                state.generation(),
                state.scripts(),
                directives,
                state.done());
    }

    /** Whoever missed the step gets a state in which nothing tells of the user. */
    @Test
    void aUserThatIsDeletedLeavesNothing() {
        install(state(FIRST, 10, 3, "3-x"));
        Step add = new Step.Change(Map.of("acl user a", "on"), new RequestId(A, 8));
        Step delete = new Step.Change(Map.of("acl user a", ""), new RequestId(A, 9));
        obey(new Order.Take(FIRST, 11, List.of(add)));
        assertEquals(
                Map.of("maxclients", "4", "acl user a", "on"), subscriber.snapshot().directives());
        install(state(FIRST, 20, 3, "3-x"));
        assertEquals("", directives.get("acl user a"), "this member has been told");
        obey(new Order.Take(FIRST, 21, List.of(add, delete)));
        assertEquals(Map.of("maxclients", "4"), subscriber.snapshot().directives());
        assertTrue(subscriber.has(Map.of("acl user a", "")));
    }

    @Test
    void aDeposedAuthorityIsRefusedAndItsLeaseIsOver() {
        install(state(FIRST, 10, 3, "3-x"));
        assertTrue(subscriber.extendLease(FIRST, 10, System.nanoTime() + Lease.NANOS));
        assertTrue(subscriber.lease().isValid());

        assertInstanceOf(Answer.Promised.class, obey(new Order.Prepare(SECOND)));

        assertFalse(subscriber.lease().isValid());
        assertFalse(subscriber.extendLease(FIRST, 10, System.nanoTime() + Lease.NANOS));
        assertFalse(subscriber.extendLease(SECOND, 10, System.nanoTime() + Lease.NANOS));
        Step flush = new Step.Flush("4-y", List.of());
        for (Order order :
                List.of(
                        new Order.Take(FIRST, 11, List.of(flush)),
                        new Order.Install(state(FIRST, 20, 9, "9-x")),
                        new Order.Confirm(FIRST),
                        new Order.Prepare(FIRST))) {
            assertEquals(new Answer.Refused(SECOND), obey(order));
        }
        assertEquals(3, index.epoch());
    }

    @Test
    void aLeaseNeedsTheStepsThatAreDone() {
        install(state(FIRST, 10, 3, "3-x"));
        assertFalse(subscriber.extendLease(FIRST, 11, System.nanoTime() + Lease.NANOS));
        obey(new Order.Take(FIRST, 11, List.of(new Step.Flush("4-y", List.of()))));
        assertTrue(subscriber.extendLease(FIRST, 11, System.nanoTime() + Lease.NANOS));
    }

    @Test
    void ofTwoSidesOfASplitClusterTheOneWithMoreFlushesWins() {
        Snapshot ours = state(new Term(9, A), 100, 5, "5-ours", loaded("return 'ours'"));
        Snapshot theirs = state(new Term(3, B), 20, 6, "6-theirs", loaded("return 'theirs'"));
        Snapshot merged = Snapshot.merge(List.of(ours, theirs), new Term(10, A));

        assertEquals(6, merged.epoch());
        assertEquals("6-theirs", merged.generation());
        assertEquals(List.of("return 'theirs'"), sources(merged));
        assertEquals(101, merged.sequence(), "later than any on either side");
    }

    @Test
    void ofTwoSidesWithAsManyFlushesAllScriptsStay() {
        CachedScript evaluated = CachedScripts.evaluated(Script.of(Ascii.bytes("return 'both'")));
        Snapshot ours = state(FIRST, 10, 5, "5-x", loaded("return 'ours'"), evaluated);
        Snapshot theirs =
                state(SECOND, 20, 5, "5-y", loaded("return 'both'"), loaded("return 'theirs'"));
        Snapshot merged = Snapshot.merge(List.of(ours, theirs), new Term(3, A));

        assertEquals("5-y", merged.generation());
        assertEquals(3, merged.scripts().size());
        assertTrue(merged.scripts().stream().allMatch(each -> each.origin() == Origin.LOADED));
        install(ours);
        install(merged);
        assertNotNull(index.find(loaded("return 'theirs'").script().sha1()));
        assertNotNull(index.find(loaded("return 'ours'").script().sha1()));
    }

    @Test
    void ofOneScriptOnTwoSidesTheLaterLoadStands() {
        CachedScript earlier = loaded("-- @name n\nreturn 1").addedBy(7);
        CachedScript later = loaded("-- @name n\nreturn 1").addedBy(9);
        CachedScript between = loaded("-- @name n\nreturn 2").addedBy(8);
        for (List<Snapshot> sides :
                List.of(
                        List.of(state(FIRST, 10, 5, "5-x", earlier, between), side(later)),
                        List.of(side(later), state(FIRST, 10, 5, "5-x", between, earlier)))) {
            Snapshot merged = Snapshot.merge(sides, new Term(3, A));
            assertEquals(2, merged.scripts().size());
            ScriptIndex ofAny = new ScriptIndex();
            ofAny.install(merged.epoch(), merged.generation(), merged.scripts());
            assertEquals(later.script().sha1Text(), ofAny.findNamed("n").sha1Text());
        }
    }

    private static Snapshot side(CachedScript script) {
        return state(SECOND, 20, 5, "5-y", script);
    }

    @Test
    void aNameGoesToTheStepThatLoadsAScriptLastAlsoForTheSecondTime() {
        install(state(FIRST, 10, 3, "3-x"));
        CachedScript one = loaded("-- @name n\nreturn 1");
        CachedScript other = loaded("-- @name n\nreturn 2");
        List<Step> steps = List.of(new Step.Add(one), new Step.Add(other), new Step.Add(one));
        obey(new Order.Take(FIRST, 11, steps));
        assertEquals(one.script().sha1Text(), index.findNamed("n").sha1Text());
        assertEquals(13, index.cached(one.script().sha1()).step());
        assertEquals(12, index.cached(other.script().sha1()).step());
    }

    @Test
    void theFirstAuthorityBeginsTheFirstEpoch() {
        Snapshot first = Snapshot.merge(List.of(subscriber.snapshot()), FIRST);
        assertEquals(1, first.epoch());
        assertTrue(first.generation().startsWith("1-"));
        install(first);
        assertEquals(1, index.epoch());
    }

    @Test
    void everythingIsReadAsItWasWritten() throws Exception {
        Snapshot state = state(FIRST, 10, 3, "3-x", loaded("return 1").addedBy(9));
        for (Order order :
                List.of(
                        new Order.Prepare(FIRST),
                        new Order.Confirm(SECOND),
                        new Order.Take(
                                FIRST,
                                4,
                                List.of(
                                        new Step.Flush("4-y", List.of(new RequestId(A, 7))),
                                        new Step.Change(
                                                Map.of("a", "\u00e4"), new RequestId(B, 8)))))) {
            assertEquals(order, StateReader.order(StateWriter.order(order)));
        }
        Order.Install install =
                (Order.Install) StateReader.order(StateWriter.order(new Order.Install(state)));
        assertEquals(sources(state), sources(install.state()));
        CachedScript read = install.state().scripts().get(0);
        assertEquals(state.scripts().get(0).loadedBy(), read.loadedBy());
        assertEquals(state.scripts().get(0).step(), read.step());
        LoadedBy file = new LoadedBy(LoadedBy.How.DIRECTORY, "[::1]:5701", "/\u4e00.lua", "");
        Request.Load load = new Request.Load(Ascii.bytes("return 1"), file);
        assertEquals(
                file, ((Request.Load) StateReader.request(StateWriter.request(load))).loadedBy());
        assertEquals(state.directives(), install.state().directives());
        assertEquals(state.done(), install.state().done());
        for (Outcome outcome :
                List.of(Outcome.DONE, Outcome.NOT_SERVING, new Outcome.Failed("ERR no"))) {
            assertEquals(outcome, StateReader.outcome(StateWriter.outcome(outcome)));
        }
        for (Request request :
                List.of(
                        new Request.Flush(FlushMode.ASYNC, new RequestId(A, 1)),
                        new Request.Change(
                                Map.of("b", "c"), Map.of("d", ""), new RequestId(A, 2)))) {
            assertEquals(request, StateReader.request(StateWriter.request(request)));
        }
        Renewal.Request renewal = new Renewal.Request(FIRST, 3, SECOND, true);
        assertEquals(renewal, StateReader.renewal(StateWriter.renewal(renewal)));
        Renewal.Grant grant = new Renewal.Grant(FIRST, 5, 6);
        assertEquals(grant, StateReader.grant(StateWriter.grant(grant)));
        assertNull(index.find(loaded("return 1").script().sha1()));
    }

    private Answer obey(Order order) {
        return subscriber.obey(order);
    }

    private void install(Snapshot state) {
        assertInstanceOf(Answer.Done.class, obey(new Order.Install(state)));
    }

    private static Snapshot state(
            Term term, long sequence, long epoch, String generation, CachedScript... scripts) {
        return new Snapshot(
                term,
                sequence,
                epoch,
                generation,
                List.of(scripts),
                Map.of("maxclients", "4"),
                List.of(new RequestId(B, 1)));
    }

    private static CachedScript loaded(String source) {
        return CachedScripts.loaded(Script.of(Ascii.bytes(source)));
    }

    private static List<String> sources(Snapshot state) {
        List<String> sources = new ArrayList<>();
        state.scripts().forEach(each -> sources.add(Ascii.string(each.script().source())));
        return sources;
    }
}
