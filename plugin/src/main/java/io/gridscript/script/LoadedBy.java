package io.gridscript.script;

/**
 * Who brought a script into the cache.
 *
 * @param how by what it came
 * @param member address of the member that was asked, {@code [127.0.0.1]:5701}
 * @param from address of the Redis client, {@code 127.0.0.1:50123}, or path of the file; empty for
 *     code in Java
 * @param user in whose name, empty where rights aren't asked for
 */
public record LoadedBy(How how, String member, String from, String user) {

    /** By what a script came into the cache. */
    public enum How {
        /** SCRIPT LOAD of a Redis client. */
        SCRIPT_LOAD("script-load"),
        /** EVAL of a Redis client. */
        EVAL("eval"),
        /** The Java API. */
        JAVA("java"),
        /** A script that came with an entry processor. */
        JCACHE("jcache"),
        /** A file of scripts.directory. */
        DIRECTORY("directory");

        private final String word;

        How(String word) {
            this.word = word;
        }

        /** How replies say it. */
        public String word() {
            return word;
        }
    }
}
