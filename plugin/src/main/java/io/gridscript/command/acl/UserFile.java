package io.gridscript.command.acl;

import io.gridscript.reply.ErrorReply;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file of users that the directive aclfile names, on this member.
 *
 * @param name empty where there is none
 */
public record UserFile(String name) {

    private static final System.Logger LOGGER = System.getLogger(UserFile.class.getName());

    private static final ErrorReply NOT_CONFIGURED =
            ErrorReply.err(
                    "This Redis instance is not configured to use an ACL file. You may want to"
                            + " specify users via the ACL SETUSER command and then issue a CONFIG"
                            + " REWRITE (assuming you have a Redis configuration file set) in order"
                            + " to store users in the Redis configuration.");
    private static final ErrorReply NOT_SAVED =
            ErrorReply.err(
                    "There was an error trying to save the ACLs. Please check the server logs for"
                            + " more information");

    public boolean isConfigured() {
        return !name.isEmpty();
    }

    /** What ACL LOAD and ACL SAVE need. */
    void check() {
        if (!isConfigured()) {
            throw NOT_CONFIGURED;
        }
    }

    /**
     * Its text, one byte in each character.
     *
     * @throws ErrorReply when there is no file that can be read
     */
    public String read() {
        check();
        try {
            return Files.readString(Path.of(name), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw unreadable("No such file or directory");
        } catch (IOException e) {
            throw unreadable(e.getMessage());
        }
    }

    private ErrorReply unreadable(String reason) {
        return ErrorReply.err("Error loading ACLs, opening file '" + name + "': " + reason);
    }

    /**
     * Replaces the file as a whole, so that it is never half there.
     *
     * @throws ErrorReply when that fails; the log tells why
     */
    void write(String text) {
        check();
        Path target = Path.of(name).toAbsolutePath();
        Path written = null;
        try {
            written = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".tmp");
            Files.writeString(written, text, StandardCharsets.ISO_8859_1);
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The users can''t be written to {0}: {1}. Make it a file that this member may"
                            + " replace, then send ACL SAVE again",
                    target,
                    e.toString());
            discard(written);
            throw NOT_SAVED;
        }
    }

    private static void discard(Path written) {
        try {
            if (written != null) {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "A temporary file is left", e);
        }
    }
}
