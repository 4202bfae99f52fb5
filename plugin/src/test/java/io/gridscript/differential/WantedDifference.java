package io.gridscript.differential;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.RedisNumbers;
import io.gridscript.reply.RespReader.Aggregate;
import io.gridscript.reply.RespReader.Bulk;
import io.gridscript.reply.RespReader.Failure;
import io.gridscript.reply.RespReader.Int;
import io.gridscript.reply.RespReader.Real;
import io.gridscript.reply.RespReader.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where we answer otherwise than the oracle, which is Redis 7.0, each told exactly. */
enum WantedDifference {

    /** 7.0 writes scores with 17 digits, 8.0 with as few as tell the number. */
    SHORTER_SCORES {
        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            if (theirs instanceof Real their && ours instanceof Real our) {
                return isShorter(their.text(), our.text());
            }
            return theirs instanceof Bulk their
                    && ours instanceof Bulk our
                    && isShorter(their.text(), our.text());
        }

        private boolean isShorter(String theirs, String ours) {
            if (!RedisNumbers.isDouble(Ascii.bytes(ours))) {
                return false;
            }
            double number = RedisNumbers.parseDouble(Ascii.bytes(ours));
            return ours.equals(Ascii.string(RedisNumbers.bytes(number)))
                    && theirs.equals(Ascii.string(RedisNumbers.bytesOfSeventeenDigits(number)));
        }
    },

    /** Since 7.2 short lists, and short sets of more than integers, are compact. */
    COMPACT_LISTS_AND_SETS {
        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            List<String> their = texts(theirs);
            List<String> our = texts(ours);
            return (their.equals(List.of("list", "quicklist"))
                            && our.equals(List.of("list", "listpack")))
                    || (their.equals(List.of("set", "hashtable"))
                            && our.equals(List.of("set", "listpack")));
        }
    },

    /**
     * Since 7.2 a new set or sorted set has the encoding for as many members as SADD or ZADD names,
     * though they be the same.
     */
    EXPECTED_SIZES {
        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            List<String> their = texts(theirs);
            List<String> our = texts(ours);
            return (their.equals(List.of("set", "intset"))
                            && our.equals(List.of("set", "listpack")))
                    || (their.equals(List.of("zset", "listpack"))
                            && our.equals(List.of("zset", "skiplist")));
        }
    },

    /** The version, and the number of the connection. */
    HELLO {
        private static final int VERSION = 3;
        private static final int ID = 7;

        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            return request.command().equals("hello")
                    && theirs instanceof Aggregate their
                    && ours instanceof Aggregate our
                    && their.type() == our.type()
                    && others(their).equals(others(our));
        }

        private List<Value> others(Aggregate reply) {
            List<Value> others = new ArrayList<>(reply.elements());
            others.remove(ID);
            others.remove(VERSION);
            return others;
        }
    },

    /** Since 8.0 SCAN knows the names of types. */
    UNKNOWN_TYPES {
        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            return request.command().equals("scan")
                    && theirs.equals(new Aggregate('*', List.of()))
                    && ours instanceof Failure our
                    && our.text().startsWith("ERR unknown type name ");
        }
    },

    /** Since 7.2 LREM and LPOS take no number that has no opposite. */
    SMALLEST_NUMBER {
        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            return LeftOut.hasSmallestNumber(request)
                    && ours instanceof Failure our
                    && our.text().startsWith("ERR value is out of range, value must between ");
        }
    },

    /** HELLO looked at the password before the options behind it until 7.2. */
    HELLO_OPTIONS_FIRST {
        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            return request.command().equals("hello")
                    && theirs instanceof Failure their
                    && ours instanceof Failure our
                    && their.text().startsWith("WRONGPASS ")
                    && our.text().startsWith("ERR Syntax error in HELLO option ");
        }
    },

    /** Since 7.2 commands make the consumer that they name though there is nothing for it. */
    EARLIER_CONSUMERS {
        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            return request.command().equals("xgroup")
                    && request.word(1).equals("createconsumer")
                    && theirs.equals(new Int(1))
                    && ours.equals(new Int(0));
        }
    },

    /** Until 7.2 a wait that no number of milliseconds tells was as one below zero. */
    TOO_LONG_WAITS {
        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            return theirs.equals(new Failure("ERR timeout is negative"))
                    && ours.equals(new Failure("ERR timeout is out of range"));
        }
    },

    /** Since 7.2 the flags of users tell of payloads. */
    SANITIZED_PAYLOADS {
        private static final String FLAG = "sanitize-payload";

        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            if (!request.command().equals("acl")) {
                return false;
            }
            if (theirs instanceof Aggregate their && ours instanceof Aggregate our) {
                List<Value> others = new ArrayList<>(our.elements());
                return others.remove(new Bulk(FLAG)) && others.equals(their.elements());
            }
            return theirs instanceof Bulk their
                    && ours instanceof Bulk our
                    && our.text().replace(" " + FLAG, "").equals(their.text());
        }
    },

    /** Since 7.2 ACL DRYRUN says whose rights are too few. */
    NAMED_USERS {
        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            return request.word(1).equals("dryrun")
                    && theirs instanceof Bulk their
                    && ours instanceof Bulk our
                    && ("User " + request.word(2) + " has no ")
                            .regionMatches(true, 0, our.text(), 0, 13 + request.word(2).length())
                    && their.text()
                            .equals(our.text().replaceFirst("User \\w+ has", "This user has"));
        }
    },

    /** SORT of numbers fails in Redis when some number before was out of range. */
    STALE_RANGE_ERROR {
        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            return LeftOut.sortsNumbers(request)
                    && ours instanceof Aggregate
                    && theirs.equals(
                            new Failure("ERR One or more scores can't be converted into double"));
        }
    },

    /** 7.0 said the same of XREAD and XREADGROUP, whose IDs aren't the same. */
    UNBALANCED_STREAMS {
        private static final String START = "ERR Unbalanced ";
        private static final String MIDDLE = " list of streams: for each stream key an ";
        private static final String END = " must be specified.";
        private static final String THEIRS = START + "XREAD" + MIDDLE + "ID or '$'" + END;
        private static final Set<String> OURS =
                Set.of(
                        START + "'xread'" + MIDDLE + "ID, '+', or '$'" + END,
                        START + "'xreadgroup'" + MIDDLE + "ID or '>'" + END);

        @Override
        boolean allows(Request request, Value theirs, Value ours) {
            return withoutPlace(theirs).equals(THEIRS) && OURS.contains(withoutPlace(ours));
        }

        /** A script that fails says where; it may return an error as text, too. */
        private String withoutPlace(Value reply) {
            String text = reply instanceof Failure failure ? failure.text() : "";
            text = reply instanceof Bulk bulk ? bulk.text() : text;
            return text == null ? "" : text.replaceAll("(?s) script: .*", "");
        }
    };

    abstract boolean allows(Request request, Value theirs, Value ours);

    static boolean explains(Request request, Value theirs, Value ours) {
        for (WantedDifference each : values()) {
            if (each.allows(request, theirs, ours)) {
                return true;
            }
        }
        return false;
    }

    /** The texts that an array has and nothing else, or none. */
    private static List<String> texts(Value value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Aggregate aggregate) {
            for (Value element : aggregate.elements()) {
                texts.add(element instanceof Bulk bulk ? bulk.text() : "");
            }
        }
        return texts;
    }
}
