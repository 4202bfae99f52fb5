package io.gridscript.member;

import io.gridscript.keyspace.EventChoice;

/** The letters of notify-keyspace-events. */
final class EventChoiceType implements DirectiveType<EventChoice> {

    static final EventChoiceType TYPE = new EventChoiceType();

    private EventChoiceType() {}

    @Override
    public EventChoice parse(String letters) throws DirectiveRefused {
        return EventChoice.parse(letters)
                .orElseThrow(
                        () ->
                                new DirectiveRefused(
                                        "Invalid event class character. Use"
                                                + " 'Ag$lshzxeKEtmdn'."));
    }

    @Override
    public String text(EventChoice choice) {
        return choice.text();
    }

    @Override
    public String fullText(EventChoice choice) {
        return choice.fullText();
    }
}
