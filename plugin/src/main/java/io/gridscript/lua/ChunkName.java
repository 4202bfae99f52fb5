package io.gridscript.lua;

/** How a chunk's name appears in error positions. */
final class ChunkName {

    /** Lua's LUA_IDSIZE, less the terminating zero. */
    private static final int LONGEST = 59;

    private ChunkName() {}

    /**
     * {@code @name} and {@code =name} stand for themselves, anything else is quoted source text.
     */
    static String shown(String chunkName) {
        if (chunkName.startsWith("@") || chunkName.startsWith("=")) {
            String name = chunkName.substring(1);
            return name.length() <= LONGEST
                    ? name
                    : "..." + name.substring(name.length() - LONGEST + 3);
        }
        int newline = chunkName.indexOf('\n');
        String line = newline < 0 ? chunkName : chunkName.substring(0, newline);
        int room = LONGEST - "[string \"...\"]".length() + 1;
        if (newline < 0 && line.length() <= room) {
            return "[string \"" + line + "\"]";
        }
        return "[string \"" + line.substring(0, Math.min(line.length(), room)) + "...\"]";
    }
}
