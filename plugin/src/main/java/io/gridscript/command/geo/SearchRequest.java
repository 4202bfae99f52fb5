package io.gridscript.command.geo;

import io.gridscript.keyspace.SortedSetMember;
import io.gridscript.keyspace.SortedSetValue;
import io.gridscript.reply.Ascii;
import io.gridscript.reply.ErrorReply;
import io.gridscript.reply.RedisNumbers;

/** Reads what a search asks for, word by word, as Redis does. */
final class SearchRequest {

    /** In which order places are told. */
    enum Order {
        AS_FOUND,
        NEAREST_FIRST,
        FARTHEST_FIRST
    }

    private static final ErrorReply NO_SUCH_MEMBER =
            ErrorReply.err("could not decode requested zset member");
    private static final ErrorReply NO_COUNT = ErrorReply.err("COUNT must be > 0");
    private static final ErrorReply ANY_WITHOUT_COUNT =
            ErrorReply.err("the ANY argument requires COUNT argument");

    private final byte[][] words;
    private final SearchForm form;

    /** Where members are looked up; null when there are none. */
    private final SortedSetValue source;

    private Position centre;
    private Shape shape;
    private boolean fromMember;
    private boolean fromPosition;

    byte[] target;
    boolean storesDistances;
    boolean withDistance;
    boolean withHash;
    boolean withPosition;
    Order order = Order.AS_FOUND;

    /** Whether any places will do, the first that are found. */
    boolean any;

    /** So many at most; 0: all. */
    long count;

    private SearchRequest(byte[][] words, SearchForm form, SortedSetValue source) {
        this.words = words;
        this.form = form;
        this.source = source;
    }

    /**
     * Reads a request.
     *
     * @param source null when its key isn't there: what needs a member is not read then
     */
    static SearchRequest parse(byte[][] words, SearchForm form, SortedSetValue source) {
        SearchRequest request = new SearchRequest(words, form, source);
        request.readOptions(request.readFixedWords());
        request.check();
        return request;
    }

    Position centre() {
        return centre;
    }

    Shape shape() {
        return shape;
    }

    /** How many of so many places are told. */
    int told(int found) {
        return count == 0 ? found : (int) Math.min(found, count);
    }

    /** Reads what stands at fixed places; returns where options begin. */
    private int readFixedWords() {
        switch (form) {
            case GEORADIUS, GEORADIUS_RO -> {
                centre = Position.parse(words, 2);
                shape = Shape.Circle.parse(words, 4);
                return 6;
            }
            case GEORADIUSBYMEMBER, GEORADIUSBYMEMBER_RO -> {
                if (source != null) {
                    centre = positionOf(words[2]);
                    shape = Shape.Circle.parse(words, 3);
                }
                return 5;
            }
            case GEOSEARCH -> {
                return 2;
            }
            case GEOSEARCHSTORE -> {
                target = words[1];
                return 3;
            }
        }
        throw new IllegalStateException("no form " + form);
    }

    private Position positionOf(byte[] name) {
        SortedSetMember member = source.get(name);
        if (member == null) {
            throw NO_SUCH_MEMBER;
        }
        return Cell.of(member.score()).area().middle();
    }

    private void readOptions(int first) {
        int at = first;
        while (at < words.length) {
            int used = readOption(Ascii.lowerCase(words[at]), at, words.length - at - 1);
            if (used == 0) {
                throw ErrorReply.SYNTAX;
            }
            at += used;
        }
    }

    /**
     * Reads the option at a place.
     *
     * @param left how many words come behind it
     * @return how many words it is, 0 when it is none
     */
    private int readOption(String word, int at, int left) {
        switch (word) {
            case "withdist" -> withDistance = true;
            case "withhash" -> withHash = true;
            case "withcoord" -> withPosition = true;
            case "any" -> any = true;
            case "asc" -> order = Order.NEAREST_FIRST;
            case "desc" -> order = Order.FARTHEST_FIRST;
            case "count" -> {
                return left < 1 ? 0 : readCount(at + 1);
            }
            case "store", "storedist" -> {
                return readStore(word.equals("storedist"), at, left);
            }
            default -> {
                return form.isSearch() ? readSearchOption(word, at, left) : 0;
            }
        }
        return 1;
    }

    private int readCount(int at) {
        count = RedisNumbers.parseLong(words[at]);
        if (count <= 0) {
            throw NO_COUNT;
        }
        return 2;
    }

    private int readStore(boolean distances, int at, int left) {
        if (form.takesTarget() && left > 0) {
            target = words[at + 1];
            storesDistances = distances;
            return 2;
        }
        if (form == SearchForm.GEOSEARCHSTORE && distances) {
            storesDistances = true;
            return 1;
        }
        return 0;
    }

    private int readSearchOption(String word, int at, int left) {
        switch (word) {
            case "frommember" -> {
                if (left < 1 || fromPosition) {
                    return 0;
                }
                fromMember = true;
                centre = source == null ? null : positionOf(words[at + 1]);
                return 2;
            }
            case "fromlonlat" -> {
                if (left < 2 || fromMember) {
                    return 0;
                }
                fromPosition = true;
                centre = Position.parse(words, at + 1);
                return 3;
            }
            case "byradius" -> {
                if (left < 2 || shape instanceof Shape.Box) {
                    return 0;
                }
                shape = Shape.Circle.parse(words, at + 1);
                return 3;
            }
            case "bybox" -> {
                if (left < 3 || shape instanceof Shape.Circle) {
                    return 0;
                }
                shape = Shape.Box.parse(words, at + 1);
                return 4;
            }
            default -> {
                return 0;
            }
        }
    }

    private void check() {
        if (target != null && (withDistance || withHash || withPosition)) {
            String what = form.isSearch() ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS";
            throw ErrorReply.err(
                    what + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
        }
        if (form.isSearch() && !fromMember && !fromPosition) {
            throw oneOf("FROMMEMBER or FROMLONLAT");
        }
        if (form.isSearch() && shape == null) {
            throw oneOf("BYRADIUS and BYBOX");
        }
        if (any && count == 0) {
            throw ANY_WITHOUT_COUNT;
        }
    }

    private ErrorReply oneOf(String choices) {
        return ErrorReply.err(
                "exactly one of " + choices + " can be specified for " + Ascii.untilZero(words[0]));
    }
}
