package io.gridscript.resp;

import io.gridscript.command.Command;
import io.gridscript.command.Pauses;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Holds a session's next request back while CLIENT PAUSE lasts. Used on the session's event loop;
 * the end of a pause may come on any thread.
 */
final class Postponement {

    private static final System.Logger LOGGER = System.getLogger(Postponement.class.getName());

    private final Pauses pauses;
    private final ClientConnection client;
    private final Runnable goOn;
    private final Runnable resumption = this::wake;
    private EventLoop loop;
    private boolean on;

    /**
     * @param goOn lets the session look at its request again
     */
    Postponement(Pauses pauses, ClientConnection client, Runnable goOn) {
        this.pauses = pauses;
        this.client = client;
        this.goOn = goOn;
    }

    /** Whether a request is held back now. */
    boolean isOn() {
        return on;
    }

    /** Whether a request must be held back. */
    boolean isNeeded(Command command, byte[][] request) {
        return pauses.holds(command, request, client.transaction());
    }

    /** A request is held back from now on. */
    void begin(EventLoop sessions) {
        loop = sessions;
        on = true;
        client.postponed(true);
        pauses.await(resumption);
        lookLater();
    }

    private void lookLater() {
        loop.schedule(this::look, pauses.remaining(), TimeUnit.MILLISECONDS);
    }

    /** The pause may have become longer meanwhile. */
    private void look() {
        if (on) {
            pauses.look();
            if (pauses.isOn()) {
                lookLater();
            }
        }
    }

    private void wake() {
        try {
            loop.execute(this::end);
        } catch (RejectedExecutionException tooLate) {
            LOGGER.log(System.Logger.Level.DEBUG, "The port is closed", tooLate);
        }
    }

    private void end() {
        if (on) {
            on = false;
            client.postponed(false);
            goOn.run();
        }
    }

    /** The session has ended. */
    void forget() {
        if (on) {
            on = false;
            pauses.forget(resumption);
        }
    }
}
