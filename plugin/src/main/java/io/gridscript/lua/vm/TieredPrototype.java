package io.gridscript.lua.vm;

import org.luaj.vm2.Prototype;

/**
 * The code of a function, shared by all its closures in all sandboxes, with what is known of how
 * much it runs. Once it has run enough it gets a form in the JVM's own bytecode.
 */
public final class TieredPrototype extends Prototype {

    private final Tiering tiering;

    /** Calls and jumps backwards so far; threads that race lose some, which doesn't matter. */
    private int heat;

    private boolean asked;
    private volatile CompiledFunction compiled;

    private TieredPrototype(Prototype p, Tiering tiering) {
        this.tiering = tiering;
        k = p.k;
        code = p.code;
        lineinfo = p.lineinfo;
        locvars = p.locvars;
        upvalues = p.upvalues;
        source = p.source;
        linedefined = p.linedefined;
        lastlinedefined = p.lastlinedefined;
        numparams = p.numparams;
        is_vararg = p.is_vararg;
        maxstacksize = p.maxstacksize;
        this.p = new Prototype[p.p.length];
        for (int i = 0; i < p.p.length; i++) {
            this.p[i] = new TieredPrototype(p.p[i], tiering);
        }
    }

    /** The same code, and that of all functions in it. */
    public static TieredPrototype of(Prototype prototype, Tiering tiering) {
        return new TieredPrototype(prototype, tiering);
    }

    /**
     * The compiled form, as a function without variables to make others of; null as long as there
     * is none. Asks for one when the function has run enough.
     */
    CompiledFunction compiled() {
        CompiledFunction form = compiled;
        if (form != null || asked || heat < tiering.heatToCompile()) {
            return form;
        }
        asked = true;
        tiering.request(this);
        return compiled;
    }

    /** The compiled form if there is one already. */
    public CompiledFunction compiledAlready() {
        return compiled;
    }

    /** Takes note of so many calls and jumps backwards. */
    void ran(int steps) {
        heat += steps;
    }

    void publish(CompiledFunction form) {
        compiled = form;
    }

    /** The request was turned down because of many others; it may be made again after a while. */
    void askAgain() {
        heat = 0;
        asked = false;
    }

    public int functions() {
        int count = 1;
        for (Prototype inner : p) {
            count += ((TieredPrototype) inner).functions();
        }
        return count;
    }

    public int compiledFunctions() {
        int count = compiled == null ? 0 : 1;
        for (Prototype inner : p) {
            count += ((TieredPrototype) inner).compiledFunctions();
        }
        return count;
    }
}
