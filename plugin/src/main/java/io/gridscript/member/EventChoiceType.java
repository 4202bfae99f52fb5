package io.gridscript.member;

import io.gridscript.keyspace.EventChoice;

/**
 * The letters of notify-keyspace-events, all of them in their order. They stay letters here, so
 * that a member that doesn't serve loads nothing of the keyspace for them.
 */
final class EventChoiceType implements DirectiveType<String> {

    static final EventChoiceType TYPE = new EventChoiceType();

    private EventChoiceType() {}

    @Override
    public String parse(String letters) throws DirectiveRefused {
        return EventChoice.parse(letters)
                .orElseThrow(
                        () ->
                                new DirectiveRefused(
                                        "Invalid event class character. Use"
                                                + " 'Ag$lshzxeKEtmdn'."))
                .fullText();
    }

    /** What the letters choose. */
    static EventChoice choice(String letters) {
        return EventChoice.parse(letters).orElseThrow();
    }

    @Override
    public String text(String letters) {
        return choice(letters).text();
    }

    @Override
    public String fullText(String letters) {
        return letters;
    }
}
