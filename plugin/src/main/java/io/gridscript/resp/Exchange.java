package io.gridscript.resp;

import io.gridscript.command.CommandCall;

/**
 * What goes to and fro in one session, for those who work for it.
 *
 * @param call used again for each command that runs on the session's event loop
 */
record Exchange(
        ClientConnection client,
        Requests requests,
        Postponement postponement,
        Replies replies,
        Sending sending,
        CommandCall call) {}
