package io.gridscript.lua.vm;

/** How a chunk's name appears in error positions. */
public final class ChunkName {

    /** Lua's LUA_IDSIZE: room for a name, with a terminating zero. */
    private static final int ROOM = 60;

    /** Lua's MAXSRC, the same for errors of the front end. */
    private static final int ROOM_IN_SYNTAX_ERRORS = 80;

    /** What luaO_chunkid sets aside of the room for quotes and dots. */
    private static final int AROUND_FILE = 8;

    private static final int AROUND_TEXT = 17;

    private ChunkName() {}

    /**
     * {@code @name} and {@code =name} stand for themselves, anything else is quoted source text.
     */
    public static String shown(String chunkName) {
        return shown(chunkName, ROOM);
    }

    public static String shownInSyntaxErrors(String chunkName) {
        return shown(chunkName, ROOM_IN_SYNTAX_ERRORS);
    }

    private static String shown(String chunkName, int room) {
        String name = upTo("\0", chunkName);
        if (name.startsWith("=")) {
            return name.substring(1, Math.min(name.length(), room));
        }
        if (name.startsWith("@")) {
            int cut = name.length() - 1 - (room - AROUND_FILE);
            return cut <= 0 ? name.substring(1) : "..." + name.substring(1 + cut);
        }
        String line = upTo("\r", upTo("\n", name));
        String piece = line.substring(0, Math.min(line.length(), room - AROUND_TEXT));
        return "[string \"" + piece + (piece.length() < name.length() ? "...\"]" : "\"]");
    }

    private static String upTo(String mark, String text) {
        int end = text.indexOf(mark);
        return end < 0 ? text : text.substring(0, end);
    }
}
