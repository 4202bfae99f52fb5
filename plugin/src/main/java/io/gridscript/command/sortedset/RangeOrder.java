package io.gridscript.command.sortedset;

/** What the bounds of a range are. */
enum RangeOrder {
    RANK {
        @Override
        MemberRange range(byte[] first, byte[] last, boolean descending) {
            return RankRange.parse(first, last, descending);
        }
    },
    SCORE {
        @Override
        MemberRange range(byte[] first, byte[] last, boolean descending) {
            return descending ? ScoreRange.parse(last, first) : ScoreRange.parse(first, last);
        }
    },
    LEX {
        @Override
        MemberRange range(byte[] first, byte[] last, boolean descending) {
            return descending ? LexRange.parse(last, first) : LexRange.parse(first, last);
        }
    };

    /** The range between two bounds in the order of a request. */
    abstract MemberRange range(byte[] first, byte[] last, boolean descending);
}
