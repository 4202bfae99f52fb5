package io.gridscript.member;

import static io.gridscript.member.RespClient.bulk;
import static io.gridscript.member.RespClient.error;
import static io.gridscript.member.RespClient.integer;
import static io.gridscript.member.RespClient.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.keyspace.DatasetDigest;
import io.gridscript.keyspace.dump.RdbFiles;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.RespReader.Bulk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the keyspace, as operators write and load them. */
class RdbFilesTest {

    @TempDir private Path directory;

    private static RunningMember debugged() {
        return new RunningMember().with("enable-debug-command", "yes");
    }

    private RunningMember member() {
        return debugged().with("dir", directory.toString());
    }

    @Test
    void savedIsWhatThereIs() throws Exception {
        try (RunningMember member = member().start();
                RespClient client = member.connect()) {
            fill(client);
            assertEquals(status("OK"), client.call("SAVE"));
            assertEquals(digest(client), digestOfFile());
            assertEquals(List.of("dump.rdb"), files());
            assertEquals("0", field(client, "rdb_changes_since_last_save"));
            assertEquals("1", field(client, "rdb_saves"));
            client.call("SET", "one", "more");
            assertEquals("1", field(client, "rdb_changes_since_last_save"));
            assertEquals(error("ERR syntax error"), client.call("BGSAVE", "now"));
            assertEquals(status("Background saving started"), client.call("BGSAVE", "schedule"));
            // What comes after the reply isn't in it.
            client.call("SET", "one", "after");
            awaitEndOfSaving(client);
            assertEquals("1", field(client, "rdb_changes_since_last_save"));
            client.call("SET", "one", "more");
            assertEquals(digest(client), digestOfFile());
            assertEquals(List.of("dump.rdb"), files());
        }
    }

    @Test
    void librariesOfFunctionsAreInTheFile() throws Exception {
        String code = "#!lua name=lib\nredis.register_function('f', function() return 'f' end)";
        try (RunningMember member = member().start();
                RespClient client = member.connect()) {
            client.call("FUNCTION", "LOAD", code);
            client.call("SET", "key", "value");
            assertEquals(status("OK"), client.call("SAVE"));
        }
        String file = directory.resolve("dump.rdb").toString();
        try (RunningMember member = new RunningMember().with("load-rdb-file", file).start();
                RespClient client = member.connect()) {
            assertEquals(bulk("f"), client.call("FCALL", "f", "0"));
            assertEquals(bulk("value"), client.call("GET", "key"));
        }
    }

    @Test
    void aFileIsWrittenByTheMemberAsked() throws Exception {
        try (RunningMember owner = debugged().joinable().with("dir", "/nonexistent").start();
                RunningMember other = member().joining(owner).start();
                RespClient onOwner = owner.connect();
                RespClient onOther = other.connect()) {
            SeveralMembersTest.awaitBackup(owner, other);
            fill(onOwner);
            onOwner.call("SET", "large", "0123456789".repeat(500_000));
            assertEquals(status("OK"), onOther.call("SAVE"));
            assertEquals(digest(onOwner), digestOfFile());
            assertEquals(error("ERR"), onOwner.call("SAVE"));
            assertEquals(status("Background saving started"), onOwner.call("BGSAVE"));
            awaitEndOfSaving(onOwner);
            assertEquals("err", field(onOwner, "rdb_last_bgsave_status"));
            assertEquals("ok", field(onOther, "rdb_last_bgsave_status"));
        }
    }

    @Test
    void aFileWhoseOwnerGoesIsGivenUp() throws Exception {
        try (RunningMember owner = debugged().joinable().start();
                RunningMember other = member().joining(owner).start();
                RespClient onOther = other.connect()) {
            SeveralMembersTest.awaitBackup(owner, other);
            onOther.call("SET", "large", "0123456789".repeat(500_000));
            onOther.call("CONFIG", "SET", "rdbcompression", "no", "rdb-key-save-delay", "5000000");
            assertEquals(status("Background saving started"), onOther.call("BGSAVE"));
            assertEquals(error("ERR Background save already in progress"), onOther.call("BGSAVE"));
            owner.instance().getLifecycleService().terminate();
            onOther.call("CONFIG", "SET", "rdb-key-save-delay", "0");
            awaitEndOfSaving(onOther);
            assertEquals("err", field(onOther, "rdb_last_bgsave_status"));
            assertEquals(List.of(), files());
            onOther.call("SET", "after", "it");
            assertEquals(status("OK"), onOther.call("SAVE"));
            assertEquals("ok", field(onOther, "rdb_last_bgsave_status"));
            assertEquals(digest(onOther), digestOfFile());
        }
    }

    @Test
    void insideExecItBeginsAfterwards() throws Exception {
        try (RunningMember member = member().start();
                RespClient client = member.connect()) {
            client.call("SET", "k", "1");
            client.call("MULTI");
            client.call("BGSAVE");
            client.call("SET", "k", "2");
            assertEquals("[+Background saving scheduled, +OK]", client.call("EXEC").toString());
            awaitEndOfSaving(client);
            assertEquals(digest(client), digestOfFile());
            client.call("MULTI");
            assertEquals(
                    error("ERR Command not allowed inside a transaction"), client.call("SAVE"));
        }
    }

    @Test
    void savePointsWriteFiles() throws Exception {
        try (RunningMember member = member().with("save", "1 3").start();
                RespClient client = member.connect()) {
            client.call("MSET", "a", "1", "b", "2", "c", "3");
            Awaitility.await().until(() -> files().equals(List.of("dump.rdb")));
            awaitEndOfSaving(client);
            assertEquals(digest(client), digestOfFile());
            assertEquals(status("OK"), client.call("CONFIG", "SET", "save", ""));
        }
    }

    @Test
    void shutdownMayWriteAFile() throws Exception {
        try (RunningMember member = member().start();
                RespClient client = member.connect()) {
            client.call("SET", "k", "v");
            String digest = digest(client);
            client.send("SHUTDOWN", "SAVE");
            Awaitility.await().until(() -> !member.instance().getLifecycleService().isRunning());
            assertEquals(digest, digestOfFile());
        }
        try (RunningMember member =
                        debugged().with("dir", "/nonexistent").with("save", "3600 1").start();
                RespClient client = member.connect()) {
            assertEquals(
                    error("ERR Errors trying to SHUTDOWN. Check logs."), client.call("SHUTDOWN"));
            assertEquals(status("PONG"), client.call("PING"));
            client.send("SHUTDOWN", "FORCE");
            Awaitility.await().until(() -> !member.instance().getLifecycleService().isRunning());
        }
    }

    @Test
    void aGridBeginsWithAFile() throws Exception {
        String digest;
        try (RunningMember member = member().start();
                RespClient client = member.connect()) {
            fill(client);
            client.call("SET", "short", "lived", "PX", "1000");
            client.call("SAVE");
            client.call("DEL", "short");
            digest = digest(client);
        }
        Path file = directory.resolve("dump.rdb");
        Awaitility.await().until(() -> System.currentTimeMillis() > 1000 + savedAt(file));
        try (RunningMember first = loading(file).joinable().start();
                RespClient onFirst = first.connect()) {
            assertEquals(digest, digest(onFirst));
            assertEquals("1", field(onFirst, "rdb_last_load_keys_expired"));
            assertEquals("0", field(onFirst, "rdb_changes_since_last_save"));
            onFirst.call("SET", "later", "1");
            try (RunningMember second = loading(file).joining(first).start();
                    RespClient onSecond = second.connect()) {
                assertEquals(bulk("1"), onSecond.call("GET", "later"));
                assertEquals("0", field(onSecond, "rdb_last_load_keys_loaded"));
                SeveralMembersTest.awaitBackup(first, second);
            }
        }
    }

    private static long savedAt(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    private static RunningMember loading(Path file) {
        return debugged().with("load-rdb-file", file.toString());
    }

    @Test
    void aFileThatCanNotBeLoadedEndsTheMember() throws Exception {
        Path file = directory.resolve("file");
        RunningMember missing = loading(file);
        assertTrue(failure(missing).contains("NoSuchFile"));
        Files.write(file, Ascii.bytes("REDIS0010\377garbage."));
        assertTrue(failure(loading(file)).contains("checksum is wrong"));
    }

    private static String failure(RunningMember member) {
        try (member) {
            RuntimeException fault = assertThrows(RuntimeException.class, member::start);
            StringBuilder text = new StringBuilder();
            for (Throwable each = fault; each != null; each = each.getCause()) {
                text.append(each).append('\n');
            }
            return text.toString();
        }
    }

    private static void fill(RespClient client) throws IOException {
        for (int i = 0; i < 300; i++) {
            client.call("SET", "string" + i, "value" + i);
            client.call("HSET", "hash" + i % 7, "f" + i, "v");
            client.call("XADD", "stream" + i % 3, "*", "f", "v" + i);
            client.call("PEXPIREAT", "string" + i, "400000000000" + i % 10);
        }
        client.call("XGROUP", "CREATE", "stream1", "g", "0");
        client.call("XREADGROUP", "GROUP", "g", "c", "COUNT", "5", "STREAMS", "stream1", ">");
        assertEquals(integer(1), client.call("XGROUP", "CREATECONSUMER", "stream1", "g", "d"));
        client.call("SELECT", "3");
        client.call("SET", "in", "another");
        client.call("SELECT", "0");
    }

    private static void awaitEndOfSaving(RespClient client) {
        Awaitility.await().until(() -> field(client, "rdb_bgsave_in_progress").equals("0"));
    }

    private static String field(RespClient client, String name) throws IOException {
        String info = ((Bulk) client.call("INFO", "persistence")).text();
        return Stream.of(info.split("\r\n"))
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1);
    }

    private static String digest(RespClient client) throws IOException {
        String digest = client.call("DEBUG", "DIGEST").toString();
        assertFalse(digest.contains("0".repeat(40)));
        return digest.replaceAll("[^0-9a-f]", "");
    }

    private String digestOfFile() throws Exception {
        byte[] file = Files.readAllBytes(directory.resolve("dump.rdb"));
        return DatasetDigest.of(RdbFiles.read(file).keyspace());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).toList();
        }
    }
}
