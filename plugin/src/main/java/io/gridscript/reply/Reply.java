package io.gridscript.reply;

/** A whole reply that is known now and written later, on whichever writer then asks for it. */
@FunctionalInterface
public interface Reply {

    Reply OK = ReplyWriter::ok;

    void writeTo(ReplyWriter writer);
}
