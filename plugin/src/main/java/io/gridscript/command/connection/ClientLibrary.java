package io.gridscript.command.connection;

import java.util.Arrays;

/**
 * The library by which a client connects, as CLIENT SETINFO says.
 *
 * @param name lib-name, empty when nothing was said
 * @param version lib-ver, empty when nothing was said
 */
public record ClientLibrary(byte[] name, byte[] version) {

    public static final ClientLibrary UNKNOWN = new ClientLibrary(new byte[0], new byte[0]);

    public ClientLibrary withName(byte[] newName) {
        return new ClientLibrary(newName, version);
    }

    public ClientLibrary withVersion(byte[] newVersion) {
        return new ClientLibrary(name, newVersion);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientLibrary that
                && Arrays.equals(name, that.name)
                && Arrays.equals(version, that.version);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(name) + Arrays.hashCode(version);
    }
}
