package io.gridscript.resp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.gridscript.reply.Ascii;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {

    private static final RequestLimits KNOWN = RequestLimits.DEFAULT;
    private static final RequestLimits UNKNOWN = KNOWN.authenticated(false);
    private static final int LINE = KNOWN.lineBytes();

    @Test
    void pipelinedRequestsComeOutInOrder() {
        assertRequests(
                "*1\r\n$4\r\nPING\r\n*2\r\n$4\r\nECHO\r\n$0\r\n\r\nGET a\r\n",
                List.of("PING"),
                List.of("ECHO", ""),
                List.of("GET", "a"));
    }

    @Test
    void argumentsMayHoldAnyByte() {
        StringBuilder everything = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            everything.append(c);
        }
        assertRequests(
                "*2\r\n$3\r\nGET\r\n$256\r\n" + everything + "\r\n",
                List.of("GET", everything.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "  \t\r\n", "*0\r\n", "*-1\r\n", "*-10\r\n", "*0\rx"})
    void emptyRequestsAreSkipped(String empty) {
        assertRequests(empty + empty + "PING\r\n", List.of("PING"));
    }

    @Test
    void inlineRequestsAreSplitIntoWords() {
        assertRequests(
                "  set  k\t\"a b\\x41\\n\" 'it\\'s' \r\n", List.of("set", "k", "a bA\n", "it's"));
    }

    @Test
    void inlineLinesMayEndInALoneLfOrHoldBytesBeyondAscii() {
        assertRequests(
                "PING\nECHO \u00e9\u00ff\r\nECHO \u00ff\n",
                List.of("PING"),
                List.of("ECHO", "\u00e9\u00ff"),
                List.of("ECHO", "\u00ff"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+OK", "-ERR", ":1", "$3", "_", "#t", ",1", "%1", "~2", ">3"})
    void whatWouldBeginAReplyIsAnInlineCommand(String word) {
        assertRequests(word + " a\r\n", List.of(word, "a"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "*a\\r\\n | invalid multibulk length",
                "*\\r\\n | invalid multibulk length",
                "*+1\\r\\n | invalid multibulk length",
                "*01\\r\\n | invalid multibulk length",
                "*3000000000\\r\\n | invalid multibulk length",
                "*99999999999999999999999\\r\\n | invalid multibulk length",
                "*1\\r\\nfoo\\r\\n | expected '$', got 'f'",
                "*1\\r\\n:1\\r\\n | expected '$', got ':'",
                "*1\\r\\n\u00e9\\r\\n | expected '$', got '\u00e9'",
                "*1\\r\\n$-1\\r\\n | invalid bulk length",
                "*1\\r\\n$\\r\\n | invalid bulk length",
                "*1\\r\\n$01\\r\\n | invalid bulk length",
                "*1\\r\\n$blabla\\r\\n | invalid bulk length",
                "*1\\r\\n$536870913\\r\\n | invalid bulk length",
                "*1\\r\\n$2000000000\\r\\n | invalid bulk length",
                "set \"\"\"k\"\"\" v\\r\\n | unbalanced quotes in request",
                "'\\r\\n | unbalanced quotes in request",
            })
    void malformedRequestsEndTheConnection(String input, String error) {
        String bytes = input.replace("\\r\\n", "\r\n");
        assertError("PING\r\n" + bytes, KNOWN, error, List.of("PING"));
    }

    @Test
    void aProtocolErrorStays() {
        RequestDecoder decoder = new RequestDecoder(KNOWN);
        ByteBuf in = buffer("*x\r\n");
        assertThrows(ProtocolError.class, () -> decoder.next(in));
        in.writeBytes(Ascii.bytes("PING\r\n"));
        ProtocolError error = assertThrows(ProtocolError.class, () -> decoder.next(in));
        assertEquals("ERR Protocol error: invalid multibulk length", error.reply().text());
        assertEquals(0, error.getStackTrace().length);
    }

    @Test
    void linesHaveALimit() {
        String most = "x".repeat(LINE);
        assertRequests(most.substring(1) + "\r\n", List.of(most.substring(1)));
        assertRequests(most + "\n", List.of(most));
        assertWaits(most);
        assertError(most + "x", KNOWN, "too big inline request");
        assertError(most + "x\r\n", KNOWN, "too big inline request");
        assertWaits("*" + "1".repeat(LINE - 1));
        assertError("*" + "1".repeat(LINE), KNOWN, "too big mbulk count string");
        assertWaits("*1\r\n$" + "1".repeat(LINE - 1));
        assertError("*1\r\n$" + "1".repeat(LINE), KNOWN, "too big bulk count string");
    }

    /** Redis's search for the end of a line is C's strchr. */
    @Test
    void aNulByteHidesTheEndOfALine() {
        assertWaits("PING\0\r\n");
        assertWaits("*1\0\r\n");
        assertWaits("*1\r\n$1\0\r\n");
        String much = "payload\r\n".repeat(LINE / 8);
        assertError("\0" + much, KNOWN, "too big inline request");
        assertError("*\0" + much, KNOWN, "too big mbulk count string");
        assertError("*1\r\n$\0" + much, KNOWN, "too big bulk count string");
    }

    @Test
    void unknownClientsHaveLowLimits() {
        String ten = "*10\r\n" + "$1\r\na\r\n".repeat(10);
        assertEquals(1, Decoded.of(Ascii.bytes(ten), UNKNOWN).requests().size());
        assertError("*11\r\n", UNKNOWN, "unauthenticated multibulk length");
        String long16384 = "*1\r\n$16384\r\n" + "a".repeat(16384) + "\r\n";
        assertEquals(1, Decoded.of(Ascii.bytes(long16384), UNKNOWN).requests().size());
        assertError("*1\r\n$16385\r\n", UNKNOWN, "unauthenticated bulk length");
        assertError("*1\r\n$536870913\r\n", UNKNOWN, "invalid bulk length");
    }

    @Test
    void limitsChangeBetweenRequests() {
        RequestDecoder decoder = new RequestDecoder(UNKNOWN);
        ByteBuf in = buffer("AUTH x\r\n*11\r\n" + "$1\r\na\r\n".repeat(11) + "*2\r\n$1\r\na\r\n");
        assertEquals(2, decoder.next(in).length);
        decoder.limits(KNOWN);
        assertEquals(11, decoder.next(in).length);
        assertNull(decoder.next(in));
        decoder.limits(new RequestLimits(3, 5, LINE, 100, true));
        in.writeBytes(Ascii.bytes("$4\r\n"));
        ProtocolError error = assertThrows(ProtocolError.class, () -> decoder.next(in));
        assertEquals("ERR Protocol error: invalid bulk length", error.reply().text());
        assertError("*6\r\n", new RequestLimits(3, 5, LINE, 100, true), "invalid multibulk length");
    }

    @Test
    void theBufferLimitCountsWhatIsNoArgumentYet() {
        RequestLimits limits = new RequestLimits(1 << 20, 10, LINE, 100_000, true);
        RequestDecoder decoder = new RequestDecoder(limits);
        ByteBuf in = buffer("*3\r\n$60000\r\n" + "a".repeat(60000) + "\r\n$90000\r\n");
        assertFalse(decoder.exceedsBuffer(in, 0));
        assertNull(decoder.next(in));
        assertEquals(0, decoder.bufferedBytes(in), "the first argument is whole");
        in.writeBytes(Ascii.bytes("b".repeat(80_000)));
        assertNull(decoder.next(in));
        assertEquals(80_000, decoder.bufferedBytes(in));
        assertFalse(decoder.exceedsBuffer(in, 20_000));
        assertTrue(decoder.exceedsBuffer(in, 20_001));
        decoder.limits(RequestLimits.DEFAULT.authenticated(false));
        assertFalse(decoder.exceedsBuffer(in, 900_000));
        assertTrue(decoder.exceedsBuffer(in, 1_000_000));
    }

    @Test
    void anAnnouncedLengthAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        byte[] input = Ascii.bytes("*2147483647\r\n$536870912\r\nabc");
        Decoded.of(input, KNOWN);
        long before = threads.getThreadAllocatedBytes(thread);
        assertEquals(new Decoded(List.of(), null), Decoded.of(input, KNOWN));
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(allocated < 1 << 20, () -> allocated + " bytes");
    }

    @Test
    void largeArgumentsMayArriveInPieces() {
        byte[] bulk = new byte[300_000];
        new Random(7).nextBytes(bulk);
        for (int length : new int[] {32767, 32768, 32769, 65536, 300_000}) {
            String argument = Ascii.string(Arrays.copyOf(bulk, length));
            byte[] input =
                    Ascii.bytes("*2\r\n$1\r\na\r\n$" + length + "\r\n" + argument + "\r\nPING\r\n");
            Decoded whole = Decoded.of(input, KNOWN);
            assertEquals(List.of(List.of("a", argument), List.of("PING")), whole.requests());
            assertEquals(whole, Decoded.of(input, KNOWN, 1));
            assertEquals(whole, Decoded.of(input, KNOWN, 1460));
            assertEquals(whole, Decoded.of(input, KNOWN, 40_000));
        }
    }

    @Test
    void manyArgumentsArriveInAnArrayOfTheirNumber() {
        for (int count : new int[] {1, 1023, 1024, 1025, 5000}) {
            RequestDecoder decoder = new RequestDecoder(KNOWN);
            byte[][] request = decoder.next(buffer("*" + count + "\r\n" + bulks(count)));
            assertEquals(count, request.length);
            assertArrayEquals(Ascii.bytes("v" + (count - 1)), request[count - 1]);
        }
    }

    /** Byte by byte, a megabyte must cost about what it costs at once, not its square. */
    @Test
    void byteByByteNeverCostsTheSquare() {
        String line = "x".repeat(LINE - 1) + "\n";
        byte[] lines = Ascii.bytes(line.repeat(8));
        byte[] bulk = Ascii.bytes("*1\r\n$1000000\r\n" + "x".repeat(1_000_000) + "\r\n");
        byte[] many = Ascii.bytes("*20000\r\n" + bulks(20_000));
        for (byte[] input : List.of(lines, bulk, many)) {
            RequestDecoder decoder = new RequestDecoder(KNOWN);
            ByteBuf in = new CountingReads(input.length);
            List<byte[][]> requests = new ArrayList<>();
            for (byte b : input) {
                in.writeByte(b);
                byte[][] request = decoder.next(in);
                if (request != null) {
                    requests.add(request);
                }
            }
            assertFalse(requests.isEmpty());
            long reads = ((CountingReads) in).reads;
            assertTrue(reads < 20L * input.length, () -> reads + " for " + input.length);
        }
    }

    private static String bulks(int count) {
        StringBuilder bulks = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String value = "v" + i;
            bulks.append('$').append(value.length()).append("\r\n").append(value).append("\r\n");
        }
        return bulks.toString();
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static void assertRequests(String input, List<String>... requests) {
        assertDecoded(input, KNOWN, new Decoded(List.of(requests), null));
    }

    private static void assertWaits(String input) {
        assertDecoded(input, KNOWN, new Decoded(List.of(), null));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static void assertError(
            String input, RequestLimits limits, String error, List<String>... before) {
        assertDecoded(input, limits, new Decoded(List.of(before), "ERR Protocol error: " + error));
    }

    private static void assertDecoded(String input, RequestLimits limits, Decoded expected) {
        byte[] bytes = Ascii.bytes(input);
        assertEquals(expected, Decoded.of(bytes, limits));
        assertEquals(expected, Decoded.of(bytes, limits, 1), "byte by byte");
        assertEquals(expected, Decoded.of(bytes, limits, 7), "in pieces");
    }

    private static ByteBuf buffer(String latin1) {
        ByteBuf buffer = Unpooled.buffer();
        buffer.writeBytes(Ascii.bytes(latin1));
        return buffer;
    }
}
