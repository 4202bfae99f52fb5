package io.gridscript.server.grid;

import java.util.HashMap;
import java.util.Map;

/**
 * A member's copy of the keyspace, as {@code DEBUG GRID REPLICA} tells it.
 *
 * @param role what the member is to the keyspace
 * @param sequence how many effects the copy holds
 * @param digest of all that is in the copy
 * @param complete whether it is a whole copy
 * @param backups how many backups the owner has in step now
 */
record Replica(Role role, long sequence, String digest, boolean complete, int backups) {

    enum Role {
        OWNER,
        BACKUP,
        NONE
    }

    static Replica parse(String lines) {
        Map<String, String> fields = new HashMap<>();
        for (String line : lines.split("\r?\n")) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("no field and value: " + lines);
            }
            fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return new Replica(
                role(fields.get("role")),
                Long.parseLong(fields.getOrDefault("sequence", "0")),
                fields.getOrDefault("digest", ""),
                fields.getOrDefault("complete", "no").equals("yes"),
                Integer.parseInt(fields.getOrDefault("backups", "0")));
    }

    private static Role role(String name) {
        return switch (name) {
            case "owner" -> Role.OWNER;
            case "backup" -> Role.BACKUP;
            case "none" -> Role.NONE;
            default -> throw new IllegalArgumentException("no role: " + name);
        };
    }

    boolean is(Role wanted) {
        return role == wanted;
    }

    /** Whether both hold the same, come to by the same number of effects. */
    boolean agreesWith(Replica other) {
        return sequence == other.sequence && digest.equals(other.digest);
    }
}
