package io.gridscript.member;

/**
 * A directive can't have a value. The message is the sentence that CONFIG SET shows after the
 * directive's name, in Redis's words where Redis has them.
 */
final class DirectiveRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public DirectiveRefused(String reason) {
        super(reason, null, false, false);
    }
}
