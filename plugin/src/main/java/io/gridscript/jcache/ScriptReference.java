package io.gridscript.jcache;

/** How somebody says which script is to run. */
public sealed interface ScriptReference {

    /**
     * By its SHA1 digest, from the script cache.
     *
     * @param sha1 40 hexadecimal digits
     */
    record BySha(String sha1) implements ScriptReference {}

    /**
     * By its name, from the script cache.
     *
     * @param name a proper one
     */
    record ByName(String name) implements ScriptReference {}

    /**
     * By its text; it is in the script cache afterwards, as after EVAL.
     *
     * @param text not to be changed afterwards
     */
    record BySource(byte[] text) implements ScriptReference {}
}
