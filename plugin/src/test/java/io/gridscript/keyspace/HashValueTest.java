package io.gridscript.keyspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridscript.reply.Ascii;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashValueTest {

    private final EncodingLimits limits = new EncodingLimits();
    private final Keyspace keyspace = new Keyspace(1, limits);
    private final Database database = keyspace.database(0);
    private final HashValue hash = new HashValue();

    @Test
    void putTellsWhetherTheFieldIsNew() {
        assertTrue(put("a", "1"));
        assertFalse(put("a", "2"));
        assertEquals("2", get("a"));
        assertEquals(1, hash.size());
    }

    @Test
    void removeTellsWhetherTheFieldWasThere() {
        put("a", "1");
        assertTrue(hash.remove(Ascii.bytes("a")));
        assertFalse(hash.remove(Ascii.bytes("a")));
        assertNull(get("a"));
        assertTrue(hash.isEmpty());
    }

    @Test
    void aReplacedFieldKeepsItsPlace() {
        put("a", "1");
        put("b", "2");
        put("c", "3");
        put("a", "4");
        assertEquals(List.of("a=4", "b=2", "c=3"), contents());
    }

    @Test
    void outgrowsTheCompactEncodingByFields() {
        limits.hashMaxListpackEntries(2);
        attach();
        put("a", "1");
        put("b", "1");
        assertEquals("listpack", hash.encoding());
        put("c", "1");
        assertEquals("hashtable", hash.encoding());
        hash.remove(Ascii.bytes("c"));
        assertEquals("hashtable", hash.encoding());
    }

    @Test
    void outgrowsTheCompactEncodingByLongNamesOrValues() {
        attach();
        put("a", "x".repeat(64));
        assertEquals("listpack", hash.encoding());
        put("a", "x".repeat(65));
        assertEquals("hashtable", hash.encoding());
        HashValue other = new HashValue();
        database.put(Ascii.bytes("other"), other);
        other.put(Ascii.bytes("f".repeat(65)), Ascii.bytes("1"));
        assertEquals("hashtable", other.encoding());
    }

    @Test
    void comparesWithTheLimitsWhenItIsGivenToAKey() {
        put("a", "x".repeat(65));
        assertEquals("listpack", hash.encoding());
        attach();
        assertEquals("hashtable", hash.encoding());
    }

    @Test
    void aCopyLivesItsOwnLife() {
        attach();
        put("a", "1");
        put("b", "2");
        HashValue copy = hash.copy();
        put("a", "3");
        hash.remove(Ascii.bytes("b"));
        assertEquals("1", Ascii.string(copy.get(Ascii.bytes("a"))));
        assertEquals(2, copy.size());
    }

    @Test
    void effectsKeepTheContentsOfTheirTime() {
        put("a", "1");
        keyspace.effects().keep();
        attach();
        put("a", "2");
        put("b", "2");
        KeyEffects.Added added = (KeyEffects.Added) keyspace.effects().kept().get(0);
        HashValue contents = (HashValue) added.contents();
        assertEquals(1, contents.size());
        assertEquals("1", Ascii.string(contents.get(Ascii.bytes("a"))));
    }

    @Test
    void itsChangesAreCountedInTheSizeOfTheDatabase() {
        attach();
        long empty = database.sizeInBytes();
        put("field", "x".repeat(1000));
        assertTrue(database.sizeInBytes() - empty > 1000);
        hash.remove(Ascii.bytes("field"));
        assertEquals(empty, database.sizeInBytes());
    }

    @Test
    void everyChangeIsANewVersionOfTheKey() {
        attach();
        long version = hash.entry().version();
        put("a", "1");
        assertEquals(version + 1, hash.entry().version());
        hash.remove(Ascii.bytes("a"));
        assertEquals(version + 2, hash.entry().version());
        hash.remove(Ascii.bytes("a"));
        assertEquals(version + 2, hash.entry().version());
    }

    private void attach() {
        database.put(Ascii.bytes("hash"), hash);
    }

    private boolean put(String field, String value) {
        return hash.put(Ascii.bytes(field), Ascii.bytes(value));
    }

    private String get(String field) {
        byte[] value = hash.get(Ascii.bytes(field));
        return value == null ? null : Ascii.string(value);
    }

    private List<String> contents() {
        List<String> contents = new ArrayList<>();
        for (HashField field : hash) {
            contents.add(Ascii.string(field.name()) + "=" + Ascii.string(field.value()));
        }
        return contents;
    }
}
