package io.gridscript.keyspace.dump;

import io.gridscript.reply.Ascii;
import io.gridscript.reply.RedisNumbers;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Payloads in encodings that are read and no longer written; words are of one byte a character. */
public final class OldForms {

    private OldForms() {}

    /** A payload of every encoding, the new ones included, with these words, which differ. */
    public static List<byte[]> all(List<String> words) {
        return List.of(
                string(words.get(0)),
                elements(Type.LIST, words),
                ofString(Type.LIST_ZIPLIST, ziplist(words)),
                nodes(Type.LIST_QUICKLIST, ziplist(words), ziplist(List.of()), ziplist(words)),
                quicklist2(words),
                elements(Type.SET, words),
                ofString(Type.SET_INTSET, intset(words.size())),
                ofString(Type.SET_LISTPACK, listpack(words)),
                scores(words),
                binaryScores(words),
                ofString(Type.SORTED_SET_ZIPLIST, ziplist(withNumbers(words))),
                ofString(Type.SORTED_SET_LISTPACK, listpack(withNumbers(words))),
                pairs(words),
                ofString(Type.HASH_ZIPMAP, zipmap(words)),
                ofString(Type.HASH_ZIPLIST, ziplist(withNumbers(words))),
                ofString(Type.HASH_LISTPACK, listpack(withNumbers(words))),
                untimedListpack(words),
                untimedFields(words),
                stream(Type.STREAM, words),
                stream(Type.STREAM_2, words),
                stream(Type.STREAM_3, words));
    }

    /**
     * A node of an entry for each word, the first deleted, and a group in which all are pending.
     */
    private static byte[] stream(Type type, List<String> words) {
        int last = words.size() + 1;
        return payload(
                type,
                out -> {
                    out.length(1);
                    out.string(streamId(1));
                    out.string(listpack(entries(words)));
                    out.length(words.size());
                    streamId(last, out);
                    if (type != Type.STREAM) {
                        streamId(2, out);
                        streamId(1, out);
                        out.length(last);
                    }
                    out.length(2);
                    group("idle", 0, type, out);
                    group("busy", words.size(), type, out);
                });
    }

    private static List<String> entries(List<String> words) {
        List<String> entries = new ArrayList<>(List.of("" + words.size(), "1", "1", "field", "0"));
        entries.addAll(List.of("3", "0", "0", "gone", "4"));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean common = i % 2 == 0;
            entries.addAll(List.of(common ? "2" : "0", "" + (i + 1), "0"));
            entries.addAll(common ? List.of(word, "4") : List.of("1", word, word, "6"));
        }
        return entries;
    }

    private static void group(String name, int pending, Type type, PayloadOutput out) {
        out.string(Ascii.bytes(name));
        streamId(pending + 1, out);
        if (type != Type.STREAM) {
            out.length(-1L);
        }
        out.length(pending);
        for (int i = 0; i < pending; i++) {
            out.raw(streamId(i + 2), 16);
            out.littleEndian(1_700_000_000_000L + i, 8);
            out.length(i + 1);
        }
        out.length(1);
        out.string(Ascii.bytes("consumer"));
        out.littleEndian(1_700_000_000_123L, 8);
        if (type == Type.STREAM_3) {
            out.littleEndian(-1, 8);
        }
        out.length(pending);
        for (int i = 0; i < pending; i++) {
            out.raw(streamId(i + 2), 16);
        }
    }

    private static void streamId(int millis, PayloadOutput out) {
        out.length(millis);
        out.length(0);
    }

    private static byte[] streamId(int millis) {
        byte[] id = new byte[16];
        id[7] = (byte) millis;
        id[6] = (byte) (millis >> 8);
        return id;
    }

    private static byte[] string(String word) {
        return payload(Type.STRING, out -> out.string(Ascii.bytes(word)));
    }

    private static byte[] elements(Type type, List<String> words) {
        return payload(
                type,
                out -> {
                    out.length(words.size());
                    words.forEach(word -> out.string(Ascii.bytes(word)));
                });
    }

    private static byte[] pairs(List<String> words) {
        return payload(
                Type.HASH,
                out -> {
                    out.length(words.size());
                    withNumbers(words).forEach(word -> out.string(Ascii.bytes(word)));
                });
    }

    private static byte[] scores(List<String> words) {
        return payload(
                Type.SORTED_SET,
                out -> {
                    out.length(words.size() + 2);
                    for (int i = 0; i < words.size(); i++) {
                        out.string(Ascii.bytes(words.get(i)));
                        byte[] score = Ascii.bytes(i + ".5");
                        out.octet(score.length);
                        out.raw(score, score.length);
                    }
                    out.string(Ascii.bytes("infinite"));
                    out.octet(254);
                    out.string(Ascii.bytes("negative"));
                    out.octet(255);
                });
    }

    private static byte[] binaryScores(List<String> words) {
        return payload(
                Type.SORTED_SET_2,
                out -> {
                    out.length(words.size());
                    for (int i = 0; i < words.size(); i++) {
                        out.string(Ascii.bytes(words.get(i)));
                        out.littleEndian(Double.doubleToRawLongBits(i / 4.0), 8);
                    }
                });
    }

    private static byte[] quicklist2(List<String> words) {
        return payload(
                Type.LIST_QUICKLIST_2,
                out -> {
                    out.length(3);
                    out.length(2);
                    out.string(listpack(words));
                    out.length(1);
                    out.string(Ascii.bytes("a node of its own"));
                    out.length(2);
                    out.string(listpack(words));
                });
    }

    private static byte[] untimedListpack(List<String> words) {
        List<String> triples =
                words.stream().flatMap(word -> List.of(word, word, "0").stream()).toList();
        return payload(
                Type.HASH_LISTPACK_EX,
                out -> {
                    out.littleEndian(0, 8);
                    out.string(listpack(triples));
                });
    }

    private static byte[] untimedFields(List<String> words) {
        return payload(
                Type.HASH_METADATA,
                out -> {
                    out.littleEndian(0, 8);
                    out.length(words.size());
                    for (String word : words) {
                        out.length(0);
                        out.string(Ascii.bytes(word));
                        out.string(Ascii.bytes("value of " + word));
                    }
                });
    }

    static byte[] nodes(Type type, byte[]... nodes) {
        return payload(
                type,
                out -> {
                    out.length(nodes.length);
                    for (byte[] node : nodes) {
                        out.string(node);
                    }
                });
    }

    static byte[] ofString(Type type, byte[] string) {
        return payload(type, out -> out.string(string));
    }

    /** What writes the value itself. */
    interface Body {
        void writeTo(PayloadOutput out);
    }

    static byte[] payload(Type type, Body body) {
        PayloadOutput out = new PayloadOutput();
        out.octet(type.number());
        body.writeTo(out);
        Footer.write(RdbVersion.REDIS_7_0, out);
        return out.toBytes();
    }

    private static List<String> withNumbers(List<String> words) {
        return java.util.stream.IntStream.range(0, 2 * words.size())
                .mapToObj(i -> i % 2 == 0 ? words.get(i / 2) : String.valueOf(i * i * i - 9))
                .toList();
    }

    static byte[] listpack(List<String> words) {
        ListpackWriter listpack = new ListpackWriter();
        words.forEach(word -> listpack.add(Ascii.bytes(word)));
        PayloadOutput out = new PayloadOutput();
        listpack.writeTo(out);
        try {
            return new PayloadInput(out.array(), 0, out.length()).string();
        } catch (io.gridscript.keyspace.CorruptInput impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] intset(int size) {
        PayloadOutput out = new PayloadOutput();
        out.littleEndian(4, 4);
        out.littleEndian(size, 4);
        for (int i = 0; i < size; i++) {
            out.littleEndian(i * 1000 - 3, 4);
        }
        return out.toBytes();
    }

    static byte[] ziplist(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[10]);
        int before = 0;
        int last = 10;
        for (String word : words) {
            last = out.size();
            if (before < 254) {
                out.write(before);
            } else {
                out.write(254);
                writeLittleEndian(out, before, 4);
            }
            writeZiplistElement(out, Ascii.bytes(word));
            before = out.size() - last;
        }
        out.write(255);
        byte[] ziplist = out.toByteArray();
        LittleEndian.write(ziplist.length, ziplist, 0, 4);
        LittleEndian.write(last, ziplist, 4, 4);
        LittleEndian.write(words.size(), ziplist, 8, 2);
        return ziplist;
    }

    private static void writeZiplistElement(ByteArrayOutputStream out, byte[] word) {
        if (RedisNumbers.isLong(word)) {
            writeZiplistNumber(out, RedisNumbers.parseLong(word));
        } else if (word.length < 64) {
            out.write(word.length);
            out.writeBytes(word);
        } else if (word.length < 1 << 14) {
            out.write(0x40 | word.length >> 8);
            out.write(word.length);
            out.writeBytes(word);
        } else {
            out.write(0x80);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write(word.length >> shift);
            }
            out.writeBytes(word);
        }
    }

    private static void writeZiplistNumber(ByteArrayOutputStream out, long number) {
        if (number >= 0 && number <= 12) {
            out.write(0xf1 + (int) number);
        } else if (number == (byte) number) {
            out.write(0xfe);
            writeLittleEndian(out, number, 1);
        } else if (number == (short) number) {
            out.write(0xc0);
            writeLittleEndian(out, number, 2);
        } else if (number >= -(1 << 23) && number < 1 << 23) {
            out.write(0xf0);
            writeLittleEndian(out, number, 3);
        } else if (number == (int) number) {
            out.write(0xd0);
            writeLittleEndian(out, number, 4);
        } else {
            out.write(0xe0);
            writeLittleEndian(out, number, 8);
        }
    }

    private static byte[] zipmap(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(words.size());
        for (String word : words) {
            byte[] bytes = Ascii.bytes(word);
            writeZipmapLength(out, bytes.length);
            out.writeBytes(bytes);
            writeZipmapLength(out, bytes.length);
            out.write(3);
            out.writeBytes(bytes);
            out.writeBytes(new byte[3]);
        }
        out.write(255);
        return out.toByteArray();
    }

    private static void writeZipmapLength(ByteArrayOutputStream out, int length) {
        if (length < 254) {
            out.write(length);
        } else {
            out.write(254);
            writeLittleEndian(out, length, 4);
        }
    }

    private static void writeLittleEndian(ByteArrayOutputStream out, long value, int count) {
        byte[] bytes = new byte[count];
        LittleEndian.write(value, bytes, 0, count);
        out.writeBytes(bytes);
    }
}
