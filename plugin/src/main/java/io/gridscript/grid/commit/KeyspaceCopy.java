package io.gridscript.grid.commit;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.EffectReader;
import io.gridscript.keyspace.Keyspace;
import io.gridscript.keyspace.KeyspaceDigest;

/**
 * What every member that keeps a keyspace has of it, its owner and its backups alike: the data and
 * the answers to remember. Used by one thread at a time: by the owner's holder, or by the partition
 * thread of a backup.
 */
public final class KeyspaceCopy {

    private final Keyspace keyspace;
    private final RememberedAnswers answers = new RememberedAnswers();
    private final CopySnapshotReader snapshots;

    public KeyspaceCopy(Keyspace keyspace) {
        this.keyspace = keyspace;
        snapshots = new CopySnapshotReader(keyspace, answers);
    }

    public Keyspace keyspace() {
        return keyspace;
    }

    public RememberedAnswers answers() {
        return answers;
    }

    /** Whether it has all that belongs to it. */
    public boolean isComplete() {
        return keyspace.isComplete();
    }

    /**
     * Applies a record of the owner.
     *
     * @throws CorruptInput when the record did not arrive as it was sent, or can't be applied: the
     *     copy is incomplete then
     */
    public EffectReader.Result apply(byte[] record) throws CorruptInput {
        CommitRecord decoded = CommitRecord.of(record);
        EffectReader.Result result = EffectReader.apply(keyspace, decoded.effects());
        if (result != EffectReader.Result.GAP) {
            decoded.answers().forEach(answers::remember);
            decoded.acknowledged().forEach(each -> each.applyTo(answers));
        }
        return result;
    }

    /** All of it in pieces, as it is now; it must not change until the last one is there. */
    public CopySnapshot snapshot() {
        return new CopySnapshot(keyspace, answers);
    }

    /**
     * Takes the next piece of another copy's snapshot.
     *
     * @throws CorruptInput when it makes no sense; the rest of the snapshot is missed then
     */
    public SnapshotProgress read(byte[] piece) throws CorruptInput {
        return snapshots.read(piece);
    }

    /** A snapshot that has begun to come won't go on. */
    public void endSnapshot() {
        snapshots.end();
    }

    /** Forgets everything: this member keeps the keyspace no longer, or its data is lost. */
    public void clear() {
        snapshots.end();
        keyspace.forgetEverything();
        answers.clear();
    }

    /** A digest of all that copies have in common, in hexadecimal digits. */
    public String digest() {
        return KeyspaceDigest.of(keyspace);
    }
}
