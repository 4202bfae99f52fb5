package io.gridscript.command.persistence;

import io.gridscript.keyspace.dump.RdbFileHeader;
import io.gridscript.keyspace.dump.RdbVersion;
import io.gridscript.reply.ErrorReply;
import io.gridscript.spec.RedisVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Writes files of the keyspace on this member's disk, one at a time, and remembers how that went.
 * Somebody has to call {@link #lookAtSavePoints} every second. Safe for all threads.
 */
public final class RdbSaving {

    private static final System.Logger LOGGER = System.getLogger(RdbSaving.class.getName());

    /** As Redis waits after a save that failed. */
    private static final long AGAIN_SECONDS = 5;

    private static final ErrorReply IN_PROGRESS =
            ErrorReply.err("Background save already in progress");

    /** What Redis says when a file can't be written: the log has the reason. */
    private static final ErrorReply FAILED = ErrorReply.of("ERR");

    private final RdbSource source;
    private final Supplier<RdbSettings> settings;
    private final LongSupplier usedMemory;
    private final Supplier<List<byte[]>> functions;
    private final Executor executor;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile long startedNanos;
    private volatile boolean isInBackground;
    private volatile long triedAt;
    private volatile long savedAt = unixSeconds();
    private volatile long savedSequence;
    private volatile boolean isLastOk = true;
    private volatile long lastSeconds = -1;
    private final AtomicLong saves = new AtomicLong();
    private volatile RdbLoaded loaded = RdbLoaded.NOTHING;

    /**
     * @param settings as they are at the moment
     * @param usedMemory bytes of all data, for the file's header
     * @param functions the source of each library of functions
     * @param executor runs what may wait
     */
    public RdbSaving(
            RdbSource source,
            Supplier<RdbSettings> settings,
            LongSupplier usedMemory,
            Supplier<List<byte[]>> functions,
            Executor executor) {
        this.source = source;
        this.settings = settings;
        this.usedMemory = usedMemory;
        this.functions = functions;
        this.executor = executor;
    }

    /**
     * Writes a file.
     *
     * @return completes when it is there, or exceptionally with an {@link ErrorReply}
     */
    public CompletionStage<Void> save() {
        return start(false, new CompletableFuture<>());
    }

    /**
     * Begins to write a file.
     *
     * @return completes when it is decided what will be in it, or exceptionally with an {@link
     *     ErrorReply}
     */
    CompletionStage<Void> saveInBackground() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        start(true, begun);
        return begun;
    }

    private CompletionStage<Void> start(boolean inBackground, CompletableFuture<Void> begun) {
        if (!isTaken.compareAndSet(false, true)) {
            throw IN_PROGRESS;
        }
        startedNanos = System.nanoTime();
        isInBackground = inBackground;
        triedAt = unixSeconds();
        saves.incrementAndGet();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        executor.execute(() -> write(begun, ended));
        return ended;
    }

    private void write(CompletableFuture<Void> begun, CompletableFuture<Void> ended) {
        Path file = settings.get().file();
        boolean isDone = false;
        try (RdbSource.Pieces pieces = source.begin(header())) {
            if (isInBackground) {
                LOGGER.log(System.Logger.Level.INFO, "Background saving started");
            }
            begun.complete(null);
            RdbFile.write(pieces, file, settings);
            savedSequence = pieces.sequence();
            savedAt = unixSeconds();
            isDone = true;
            LOGGER.log(System.Logger.Level.INFO, "DB saved on disk: {0}", file);
        } catch (IOException | RuntimeException fault) {
            LOGGER.log(System.Logger.Level.WARNING, "Failed to save {0}: {1}", file, text(fault));
        }
        end(isDone);
        if (isDone) {
            ended.complete(null);
        } else {
            begun.completeExceptionally(FAILED);
            ended.completeExceptionally(FAILED);
        }
    }

    private static String text(Exception fault) {
        return fault instanceof ErrorReply ? fault.getMessage() : fault.toString();
    }

    private void end(boolean isDone) {
        if (isInBackground) {
            isLastOk = isDone;
            lastSeconds = secondsSinceStart();
        } else if (isDone) {
            isLastOk = true;
        }
        isInBackground = false;
        isTaken.set(false);
    }

    private RdbFileHeader header() {
        RdbSettings now = settings.get();
        return RdbFileHeader.of(RdbVersion.REDIS_7_0)
                .standard(RedisVersion.TEXT, unixSeconds(), usedMemory.getAsLong())
                .with("aof-base", "0")
                .withFunctions(functions.get())
                .written(now.compressed(), now.checksummed());
    }

    /** Writes a file in the background if a save point has come; only where the keyspace is. */
    public void lookAtSavePoints() {
        if (isTaken.get() || !source.isHere()) {
            return;
        }
        long now = unixSeconds();
        long changes = changesOf(source.sequence());
        for (SavePoint point : settings.get().savePoints()) {
            if (changes >= point.changes()
                    && now - savedAt > point.seconds()
                    && (isLastOk || now - triedAt > AGAIN_SECONDS)) {
                LOGGER.log(
                        System.Logger.Level.INFO,
                        "{0} changes in {1} seconds. Saving...",
                        point.changes(),
                        point.seconds());
                saveUnlessBegun();
                return;
            }
        }
    }

    /** Somebody may have asked for a file a moment ago. */
    private void saveUnlessBegun() {
        try {
            saveInBackground();
        } catch (ErrorReply inProgress) {
            LOGGER.log(System.Logger.Level.DEBUG, "A file is written already", inProgress);
        }
    }

    /** Whether there are save points. */
    public boolean isBySavePoints() {
        return !settings.get().savePoints().isEmpty();
    }

    /** How many changes came after the last file, when so many were ever made. */
    public long changesOf(long sequence) {
        // What is fewer is another keyspace.
        return sequence < savedSequence ? sequence : sequence - savedSequence;
    }

    /** Whether BGSAVE is in progress. */
    public boolean isInBackground() {
        return isInBackground;
    }

    /** Seconds that the BGSAVE in progress has taken, or -1. */
    public long currentSeconds() {
        return isInBackground ? secondsSinceStart() : -1;
    }

    /** Seconds that the last BGSAVE took, or -1. */
    public long lastSeconds() {
        return lastSeconds;
    }

    /** Unix time of the last file that was written, or of the start. */
    public long savedAt() {
        return savedAt;
    }

    /** Whether the last file was written. */
    public boolean isLastOk() {
        return isLastOk;
    }

    /** A file was loaded when the member opened. */
    public void loaded(RdbLoaded what) {
        loaded = what;
        savedSequence = source.sequence();
    }

    /** What was loaded when the member opened. */
    public RdbLoaded loaded() {
        return loaded;
    }

    /** How many files were begun. */
    public long saves() {
        return saves.get();
    }

    private long secondsSinceStart() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos);
    }

    private static long unixSeconds() {
        return System.currentTimeMillis() / 1000;
    }
}
