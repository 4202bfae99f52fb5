package io.gridscript.lua.vm;

import static org.luaj.vm2.LuaValue.NIL;
import static org.luaj.vm2.LuaValue.NONE;
import static org.luaj.vm2.LuaValue.varargsOf;

import java.util.Arrays;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;
import org.luaj.vm2.Upvaldesc;
import org.luaj.vm2.Varargs;

/**
 * Runs the bytecode that LuaJ's front end makes (Lua 5.2's instruction set).
 *
 * <p>LuaJ's own interpreter isn't used, because it can be asked to stop only through debug hooks
 * that cost it half its speed, loses the frame of {@code return redis.call(...)} before the call
 * happens and with it the line of an error, and has Lua 5.2's semantics. Jumps backwards and calls
 * count steps, see {@link LuaState}. The method below stays under 8000 bytes of bytecode, beyond
 * which the JVM wouldn't compile it.
 */
final class Interpreter {

    private static final int CONSTANT = 0x100;
    private static final int CONSTANT_INDEX = 0xff;
    private static final int JUMP_BIAS = 0x1ffff;
    private static final int FIELDS_PER_FLUSH = Lua.LFIELDS_PER_FLUSH;

    private Interpreter() {}

    /**
     * Runs a function.
     *
     * @param function what to run
     * @param stack its stack, parameters filled in
     * @param extra its arguments beyond the parameters
     * @return its results
     */
    static Varargs execute(InterpretedFunction function, LuaValue[] stack, Varargs extra) {
        function.state.enter();
        return run(function, stack, extra, null, null);
    }

    /**
     * Begins the body of a coroutine. Functions that it calls don't nest here: who waits for
     * results is a {@link Frame}.
     *
     * @param frames takes the frames
     * @return what the body returned, or yielded, if frames are left
     */
    static Varargs begin(InterpretedFunction body, Varargs args, CoroutineFrames frames) {
        body.state.enter();
        return run(body, body.stackWith(args), flat(body.extra(args)), frames, null);
    }

    /**
     * Goes on with the body of a coroutine where it yielded.
     *
     * @param results of its call of yield
     */
    static Varargs goOn(CoroutineFrames frames, Varargs results) {
        Frame frame = frames.peek();
        return run(frame.function(), frame.stack(), frame.extra(), frames, results);
    }

    /**
     * @param frames of the coroutine whose body this is, or null
     * @param results for the frame on top of them, or null to begin with a function
     */
    private static Varargs run(
            InterpretedFunction function,
            LuaValue[] stack,
            Varargs extra,
            CoroutineFrames frames,
            Varargs results) {
        LuaState state = function.state;
        Prototype p = function.prototype;
        Upvalue[] open = p.p.length == 0 ? null : new Upvalue[stack.length];
        // Values of a call or of "..." whose number isn't known to the code: they follow the
        // stack's values below top.
        Varargs tail = NONE;
        int top = 0;
        int pc = 0;
        // Functions whose place this one has taken by tail calls.
        int replaced = 0;
        try {
            activation:
            for (; ; ) {
                if (results != null) {
                    Frame frame = frames.pop();
                    function = frame.function();
                    p = function.prototype;
                    stack = frame.stack();
                    extra = frame.extra();
                    open = frame.open();
                    pc = frame.pc();
                    replaced = frame.replaced();
                    int call = p.code[pc - 1];
                    int a = (call >> 6) & 0xff;
                    int c = (call >> 14) & 0x1ff;
                    if (c == 0) {
                        tail = flat(results);
                        top = a + tail.narg();
                    } else {
                        spread(results, stack, a, c - 1);
                    }
                    results = null;
                }
                Upvalue[] upvalues = function.upvalues;
                int[] code = p.code;
                LuaValue[] k = p.k;
                for (; ; ) {
                    int i = code[pc++];
                    int a = (i >> 6) & 0xff;
                    int b = i >>> 23;
                    int c = (i >> 14) & 0x1ff;
                    switch (i & 0x3f) {
                        case Lua.OP_MOVE -> stack[a] = stack[b];
                        case Lua.OP_LOADK -> stack[a] = k[i >>> 14];
                        case Lua.OP_LOADBOOL -> {
                            stack[a] = b != 0 ? LuaValue.TRUE : LuaValue.FALSE;
                            if (c != 0) {
                                pc++;
                            }
                        }
                        case Lua.OP_LOADNIL -> Arrays.fill(stack, a, a + b + 1, NIL);
                        case Lua.OP_GETUPVAL -> stack[a] = upvalues[b].get();
                        case Lua.OP_SETUPVAL -> upvalues[b].set(stack[a]);
                        case Lua.OP_GETTABUP -> stack[a] = upvalues[b].get().get(rk(c, k, stack));
                        case Lua.OP_GETTABLE -> stack[a] = stack[b].get(rk(c, k, stack));
                        case Lua.OP_SETTABUP ->
                                upvalues[a].get().set(rk(b, k, stack), rk(c, k, stack));
                        case Lua.OP_SETTABLE -> stack[a].set(rk(b, k, stack), rk(c, k, stack));
                        case Lua.OP_NEWTABLE -> stack[a] = new Table(size(b), size(c));
                        case Lua.OP_SELF -> {
                            LuaValue object = stack[b];
                            stack[a + 1] = object;
                            stack[a] = object.get(rk(c, k, stack));
                        }
                        case Lua.OP_ADD ->
                                stack[a] = Arithmetic.add(rk(b, k, stack), rk(c, k, stack));
                        case Lua.OP_SUB ->
                                stack[a] = Arithmetic.sub(rk(b, k, stack), rk(c, k, stack));
                        case Lua.OP_MUL ->
                                stack[a] = Arithmetic.mul(rk(b, k, stack), rk(c, k, stack));
                        case Lua.OP_DIV ->
                                stack[a] = Arithmetic.div(rk(b, k, stack), rk(c, k, stack));
                        case Lua.OP_MOD ->
                                stack[a] = Arithmetic.mod(rk(b, k, stack), rk(c, k, stack));
                        case Lua.OP_POW ->
                                stack[a] = Arithmetic.pow(rk(b, k, stack), rk(c, k, stack));
                        case Lua.OP_UNM -> stack[a] = Arithmetic.unm(stack[b]);
                        case Lua.OP_NOT -> stack[a] = stack[b].not();
                        case Lua.OP_LEN -> stack[a] = Operators.length(stack[b]);
                        case Lua.OP_CONCAT -> stack[a] = Operators.concat(stack, b, c);
                        case Lua.OP_JMP -> {
                            int jump = (i >>> 14) - JUMP_BIAS;
                            if (jump < 0) {
                                state.step();
                            }
                            pc += jump;
                            if (a > 0) {
                                close(open, a - 1);
                            }
                        }
                        case Lua.OP_EQ -> {
                            if (rk(b, k, stack).eq_b(rk(c, k, stack)) != (a != 0)) {
                                pc++;
                            }
                        }
                        case Lua.OP_LT -> {
                            if (Operators.less(rk(b, k, stack), rk(c, k, stack)) != (a != 0)) {
                                pc++;
                            }
                        }
                        case Lua.OP_LE -> {
                            if (Operators.lessOrEqual(rk(b, k, stack), rk(c, k, stack))
                                    != (a != 0)) {
                                pc++;
                            }
                        }
                        case Lua.OP_TEST -> {
                            if (stack[a].toboolean() != (c != 0)) {
                                pc++;
                            }
                        }
                        case Lua.OP_TESTSET -> {
                            if (stack[b].toboolean() != (c != 0)) {
                                pc++;
                            } else {
                                stack[a] = stack[b];
                            }
                        }
                        case Lua.OP_CALL -> {
                            LuaValue callee = Operators.callable(stack[a], function, pc - 1);
                            if (frames != null) {
                                Varargs args = arguments(stack, a, b, top, tail);
                                LuaValue called = callee;
                                if (!(callee instanceof LuaFunction)) {
                                    args = varargsOf(callee, args);
                                    called = callee.metatag(LuaValue.CALL);
                                }
                                if (called instanceof InterpretedFunction next) {
                                    state.enter();
                                    frames.push(
                                            new Frame(function, stack, extra, open, pc, replaced));
                                    function = next;
                                    p = next.prototype;
                                    stack = next.stackWith(args);
                                    extra = next.extra(args);
                                    open = p.p.length == 0 ? null : new Upvalue[stack.length];
                                    tail = NONE;
                                    pc = 0;
                                    replaced = 0;
                                    continue activation;
                                }
                                if (called instanceof YieldFunction) {
                                    frames.push(
                                            new Frame(function, stack, extra, open, pc, replaced));
                                    return flat(args);
                                }
                            }
                            if (c == 1 || c == 2) {
                                LuaValue result;
                                switch (b) {
                                    case 1 -> result = callee.call();
                                    case 2 -> result = callee.call(stack[a + 1]);
                                    case 3 -> result = callee.call(stack[a + 1], stack[a + 2]);
                                    default ->
                                            result =
                                                    callee.invoke(arguments(stack, a, b, top, tail))
                                                            .arg1();
                                }
                                if (c == 2) {
                                    stack[a] = result;
                                }
                            } else {
                                Varargs values = callee.invoke(arguments(stack, a, b, top, tail));
                                if (c == 0) {
                                    tail = flat(values);
                                    top = a + tail.narg();
                                } else {
                                    spread(values, stack, a, c - 1);
                                }
                            }
                        }
                        case Lua.OP_TAILCALL -> {
                            LuaValue callee = Operators.callable(stack[a], function, pc - 1);
                            Varargs args = arguments(stack, a, b, top, tail);
                            LuaValue metamethod = callee.metatag(LuaValue.CALL);
                            if (!metamethod.isnil()) {
                                args = varargsOf(callee, args);
                                callee = metamethod;
                            }
                            if (!(callee instanceof InterpretedFunction next)) {
                                if (frames != null && callee instanceof YieldFunction) {
                                    frames.push(
                                            new Frame(function, stack, extra, open, pc, replaced));
                                    return flat(args);
                                }
                                if (frames == null) {
                                    Varargs returned = callee.invoke(args);
                                    state.depth--;
                                    return returned;
                                }
                                // Code for returning these follows.
                                tail = flat(callee.invoke(args));
                                top = a + tail.narg();
                                continue;
                            }
                            // The callee takes this frame's place, so that depth doesn't grow.
                            state.step();
                            function = next;
                            p = next.prototype;
                            stack = next.stackWith(args);
                            extra = flat(next.extra(args));
                            open = p.p.length == 0 ? null : new Upvalue[stack.length];
                            tail = NONE;
                            pc = 0;
                            replaced++;
                            continue activation;
                        }
                        case Lua.OP_RETURN -> {
                            state.depth--;
                            Varargs returned = b == 2 ? stack[a] : returned(stack, a, b, top, tail);
                            if (frames == null || frames.isEmpty()) {
                                return returned;
                            }
                            results = returned;
                            continue activation;
                        }
                        case Lua.OP_FORPREP -> {
                            Operators.prepareLoop(stack, a);
                            pc += (i >>> 14) - JUMP_BIAS;
                        }
                        case Lua.OP_FORLOOP -> {
                            if (Operators.loops(stack, a)) {
                                state.step();
                                pc += (i >>> 14) - JUMP_BIAS;
                            }
                        }
                        case Lua.OP_TFORCALL -> {
                            state.enterIterator();
                            Varargs values = varargsOf(stack[a + 1], stack[a + 2]);
                            spread(Operators.callable(stack[a]).invoke(values), stack, a + 3, c);
                            state.leaveC();
                        }
                        case Lua.OP_TFORLOOP -> {
                            if (!stack[a + 1].isnil()) {
                                stack[a] = stack[a + 1];
                                state.step();
                                pc += (i >>> 14) - JUMP_BIAS;
                            }
                        }
                        case Lua.OP_SETLIST -> {
                            int block = c == 0 ? code[pc++] : c;
                            int fixed = b == 0 ? top - tail.narg() - a - 1 : b;
                            fill(
                                    (LuaTable) stack[a],
                                    (block - 1) * FIELDS_PER_FLUSH,
                                    stack,
                                    a + 1,
                                    fixed,
                                    b == 0 ? tail : NONE);
                        }
                        case Lua.OP_CLOSURE ->
                                stack[a] = closure(function, p.p[i >>> 14], stack, open);
                        case Lua.OP_VARARG -> {
                            if (b == 0) {
                                tail = extra;
                                top = a + tail.narg();
                            } else {
                                spread(extra, stack, a, b - 1);
                            }
                        }
                        default -> throw new IllegalStateException("opcode " + (i & 0x3f));
                    }
                }
            }
        } catch (RaisedError e) {
            throw passing(e, p, pc - 1, replaced, frames);
        } catch (LuaError e) {
            RaisedError raised = OperandErrors.raised(e, function, pc - 1, stack);
            throw passing(raised, p, pc - 1, replaced, frames);
        } catch (LuaStop e) {
            e.at(source(p), line(p, pc - 1));
            throw e;
        } catch (StackOverflowError e) {
            state.caught(e);
            throw passing(RaisedError.text("stack overflow"), p, pc - 1, replaced, frames);
        } catch (RuntimeException e) {
            // LuaJ's libraries trip over some arguments instead of refusing them.
            throw passing(RaisedError.text("invalid argument"), p, pc - 1, replaced, frames);
        }
    }

    private static LuaValue rk(int operand, LuaValue[] k, LuaValue[] stack) {
        return (operand & CONSTANT) != 0 ? k[operand & CONSTANT_INDEX] : stack[operand];
    }

    private static Varargs arguments(LuaValue[] stack, int a, int b, int top, Varargs tail) {
        return b > 0
                ? varargsOf(stack, a + 1, b - 1)
                : varargsOf(stack, a + 1, top - tail.narg() - (a + 1), tail);
    }

    private static void spread(Varargs values, LuaValue[] stack, int from, int count) {
        for (int i = 0; i < count; i++) {
            stack[from + i] = values.arg(i + 1);
        }
    }

    /** Values that share no stack and nest in no other list of values. */
    private static Varargs flat(Varargs values) {
        int count = values.narg();
        if (count < 2) {
            return count == 0 ? NONE : values.arg1();
        }
        LuaValue[] copy = new LuaValue[count];
        spread(values, copy, 0, count);
        return varargsOf(copy);
    }

    /** A size as NEWTABLE has it: above 15, three bits and how far to shift them. */
    static int size(int coded) {
        int exponent = coded >> 3 & 0x1f;
        return exponent == 0 ? coded : (coded & 7 | 8) << exponent - 1;
    }

    private static void fill(
            LuaTable table, int offset, LuaValue[] stack, int from, int count, Varargs tail) {
        int tailCount = tail.narg();
        table.presize(offset + count + tailCount);
        // From the last on, as Lua does it: that decides where keys beyond the array stand.
        for (int i = tailCount; i >= 1; i--) {
            table.rawset(offset + count + i, tail.arg(i));
        }
        for (int i = count - 1; i >= 0; i--) {
            table.rawset(offset + i + 1, stack[from + i]);
        }
    }

    private static LuaValue closure(
            InterpretedFunction outer, Prototype p, LuaValue[] stack, Upvalue[] open) {
        Upvaldesc[] wanted = p.upvalues;
        Upvalue[] upvalues = new Upvalue[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            int index = wanted[i].idx;
            if (!wanted[i].instack) {
                upvalues[i] = outer.upvalues[index];
                continue;
            }
            if (open[index] == null) {
                open[index] = new Upvalue(stack, index);
            }
            upvalues[i] = open[index];
        }
        return new InterpretedFunction(outer.state, p, upvalues);
    }

    private static void close(Upvalue[] open, int from) {
        for (int i = from; i < open.length; i++) {
            if (open[i] != null) {
                open[i].close();
                open[i] = null;
            }
        }
    }

    private static RaisedError passing(
            RaisedError error, Prototype p, int pc, int replaced, CoroutineFrames frames) {
        error.passes(source(p), line(p, pc));
        error.skips(replaced);
        if (frames != null) {
            for (; !frames.isEmpty(); ) {
                Frame waiting = frames.pop();
                Prototype code = waiting.function().prototype;
                error.passes(source(code), line(code, waiting.pc() - 1));
                error.skips(waiting.replaced());
            }
        }
        return error;
    }

    private static Varargs returned(LuaValue[] stack, int a, int b, int top, Varargs tail) {
        return switch (b) {
            case 0 -> varargsOf(stack, a, top - tail.narg() - a, tail);
            case 1 -> NONE;
            default -> varargsOf(stack, a, b - 1);
        };
    }

    private static String source(Prototype p) {
        return p.source.tojstring();
    }

    private static int line(Prototype p, int pc) {
        return pc >= 0 && pc < p.lineinfo.length ? p.lineinfo[pc] : 0;
    }
}
