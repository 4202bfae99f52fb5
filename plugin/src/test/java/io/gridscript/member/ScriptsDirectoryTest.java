package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import io.gridscript.script.LoadedBy;
import io.gridscript.script.Sha1;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptsDirectoryTest {

    @TempDir Path folder;

    private static String sha(String source) {
        return Ascii.string(Sha1.hex(Ascii.bytes(source)));
    }

    private RunningMember member() {
        return new RunningMember().with("scripts.directory", folder.toString());
    }

    @Test
    void scriptsOfTheFolderAreThereWhenThePortOpens() throws Exception {
        Files.writeString(folder.resolve("one.lua"), "return 1");
        Files.writeString(folder.resolve("two.lua"), "#!lua flags=no-writes\nreturn 2");
        Files.writeString(folder.resolve("notes.txt"), "return 3");
        try (RunningMember member = member().start();
                RespClient client = member.connect()) {
            assertEquals(RespClient.integer(1), client.call("EVALSHA", sha("return 1"), "0"));
            assertEquals(
                    RespClient.integer(2),
                    client.call("EVALSHA", sha("#!lua flags=no-writes\nreturn 2"), "0"));
            assertEquals(2, member.scripts().size());
        }
    }

    @Test
    void scriptsHaveTheNamesThatTheirFilesSay() throws Exception {
        String named = "#!lua flags=no-writes\n-- @name two\nreturn 2";
        String malformed = "-- @name not a name\nreturn 3";
        Files.writeString(folder.resolve("a.lua"), "-- @name two\nreturn 1");
        Files.writeString(folder.resolve("b.lua"), named);
        Files.writeString(folder.resolve("c.lua"), malformed);
        try (CapturedLog log = new CapturedLog(ScriptsDirectory.class);
                RunningMember member = member().start();
                RespClient client = member.connect()) {
            assertEquals(RespClient.integer(2), client.call("EVALNAME", "two", "0"));
            assertEquals(
                    1,
                    log.count(
                            folder.resolve("b.lua") + " is loaded: " + sha(named) + ", named two"));
            assertEquals(1, log.count(folder.resolve("c.lua") + " is loaded: " + sha(malformed)));
            assertEquals(
                    1,
                    log.count(
                            folder.resolve("c.lua")
                                    + " has no name: after @name stands 'not a name', and a name"));
            LoadedBy loadedBy = member.scripts().cached(Ascii.bytes(sha(named))).loadedBy();
            assertEquals(LoadedBy.How.DIRECTORY, loadedBy.how());
            assertEquals(folder.resolve("b.lua").toString(), loadedBy.from());
            assertEquals(
                    member.instance().getCluster().getLocalMember().getAddress().toString(),
                    loadedBy.member());
        }
    }

    @Test
    void memberDoesNotStartWithAScriptThatCantBeCompiled() throws Exception {
        Files.writeString(folder.resolve("broken.lua"), "return (");
        RunningMember member = member();
        Exception thrown = assertThrows(Exception.class, member::start);
        assertTrue(thrown.getMessage().contains("broken.lua"), thrown::getMessage);
    }
}
