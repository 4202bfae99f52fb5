package io.gridscript.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Libraries as entries that members tell each other. */
class SharedLibrariesTest {

    private final SharedLibraries one = new SharedLibraries();
    private final SharedLibraries other = new SharedLibraries();

    private static byte[] code(String name, String body) {
        return Ascii.bytes("#!lua name=" + name + "\n" + body);
    }

    private static byte[] function(String library, String name) {
        return code(library, "redis.register_function('" + name + "', function() end)");
    }

    private Map<String, String> load(byte[] code) {
        Libraries before = one.present();
        Libraries after = before.with(LibraryLoader.load(code, before, true), true);
        Map<String, String> entries = SharedLibraries.change(after);
        one.take(entries);
        return entries;
    }

    @Test
    void whatALibraryDeclaresComesOver() {
        String description = "several\nlines, 2 7\n\u00ff\u0000 and more";
        byte[] code =
                code(
                        "lib",
                        "redis.register_function('plain', function() end)\n"
                                + "redis.register_function{function_name='Full',"
                                + " callback=function() end, description='several\\nlines, 2 7\\n"
                                + "\\255\\0 and more', flags={'no-writes', 'allow-stale'}}\n"
                                + "redis.register_function{function_name='empty',"
                                + " callback=function() end, description=''}\n-- \u00ff");
        other.take(load(code));
        Library library = other.present().find("lib");
        assertArrayEquals(code, library.code());
        assertEquals(3, library.functions().size());
        LibraryFunction plain = library.functions().get(0);
        assertEquals("plain", plain.name());
        assertNull(plain.description());
        assertEquals(Set.of(), plain.flags());
        LibraryFunction full = other.present().function(Ascii.bytes("fULL"));
        assertEquals(description, full.description());
        assertEquals(Set.of(ScriptFlag.NO_WRITES, ScriptFlag.ALLOW_STALE), full.flags());
        assertEquals("", library.functions().get(2).description());
    }

    /** So its functions go on with what they remember. */
    @Test
    void aLibraryThatIsNotLoadedAnewStaysTheSame() {
        other.take(load(function("a", "f")));
        Library a = other.present().find("a");
        other.take(load(function("b", "g")));
        assertSame(a, other.present().find("a"));
        other.take(load(function("a", "f")));
        assertNotSame(a, other.present().find("a"));
    }

    @Test
    void whoMissedAChangeHasTheSameAfterTheWholeState() {
        Map<String, String> state = new TreeMap<>(load(function("a", "f")));
        other.take(state);
        state.putAll(load(function("b", "g")));
        Libraries before = one.present();
        Libraries after = before.without("a");
        state.putAll(SharedLibraries.change(after));
        state.entrySet().removeIf(each -> SharedLibraries.isGone(each.getKey(), each.getValue()));
        assertEquals(2, state.size(), "the version, and what is left");
        Library there = other.present().find("a");
        other.take(state);
        assertSame(there, other.present().find("a"), "nothing says that it is gone");
        Map<String, String> install = new TreeMap<>(state);
        install.put("function library a", "");
        other.take(install);
        assertEquals(1, other.present().count());
        assertNull(other.present().function(Ascii.bytes("f")));
        assertEquals("g", other.present().function(Ascii.bytes("g")).name());
        other.forget();
        assertEquals(0, other.present().count());
        other.take(state);
        assertEquals(1, other.present().count());
    }

    @Test
    void whatAChangeIsMadeFromMustBeTheSame() {
        Map<String, String> first = SharedLibraries.expected(one.present());
        assertEquals(Set.of(""), Set.copyOf(first.values()), "nobody has loaded anything");
        load(function("a", "f"));
        Map<String, String> second = SharedLibraries.expected(one.present());
        load(function("a", "f"));
        assertEquals(3, Set.of(first, second, SharedLibraries.expected(one.present())).size());
    }

    @Test
    void namesOfFunctionsAreTakenInWhateverCase() {
        load(function("a", "f"));
        ErrorReply refused = assertThrows(ErrorReply.class, () -> load(function("b", "F")));
        assertEquals("ERR Function F already exists", refused.text());
        for (int i = 0; i < 200; i++) {
            load(function("lib" + i, "function_" + i));
        }
        for (int i = 0; i < 200; i++) {
            byte[] name = Ascii.bytes("FUNCTION_" + i);
            assertEquals("lib" + i, one.present().function(name).library().name());
        }
        assertNull(one.present().function(Ascii.bytes("function_200")));
        assertNull(one.present().function(new byte[0]));
        assertEquals(201, one.present().functions());
    }
}
