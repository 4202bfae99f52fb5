package io.gridscript.lua;

import io.gridscript.lua.vm.LuaTier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Has every Lua function of a test class compiled when it is first called. */
public final class EverythingCompiled implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        LuaTier.use(LuaTier.COMPILED);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        LuaTier.use(LuaTier.HOT);
    }
}
