package io.gridscript.lua.bytecode;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.Prototype;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the method that holds a function's code: instruction by instruction. */
final class BodyWriter {

    /** Code that makes registers what an instruction expects, on the way to it. */
    private record Detour(Label start, int from, int to) {}

    private final Prototype p;
    private final ControlFlow flow;
    private final Registers registers;
    private final Kinds kinds;
    private final Frame frame;
    private final MethodVisitor mv;
    private final OperationWriter operations;
    private final ConditionWriter conditions;
    private final PollWriter polls;
    private final CallWriter calls;
    private final Arrival arrival;
    private final Label[] labels;

    /** Where numeric loops with short rounds go on after a look at the state, by their bodies. */
    private final Label[] longRounds;

    private final List<Detour> detours = new ArrayList<>();

    BodyWriter(
            ClassWriter writer,
            String owner,
            Prototype p,
            ControlFlow flow,
            Registers registers,
            Shape shape) {
        this.p = p;
        this.flow = flow;
        this.registers = registers;
        mv = writer.visitMethod(Opcodes.ACC_FINAL, shape.body(), shape.descriptor(), null, null);
        frame = new Frame(mv, owner, p, flow, registers, shape);
        kinds = frame.kinds;
        operations = new OperationWriter(frame);
        conditions = new ConditionWriter(frame);
        polls = new PollWriter(frame);
        arrival = Arrival.of(flow, kinds);
        calls = new CallWriter(frame, shape, arrival);
        longRounds = new Label[flow.length()];
        labels = new Label[flow.length() + 1];
        for (int pc = 0; pc < labels.length; pc++) {
            labels[pc] = new Label();
        }
    }

    /** Constants that the code reads from fields {@code k0}, {@code k1}... */
    BitSet constants() {
        return frame.constants;
    }

    /** Writes the method; answers its length in bytes. */
    int write() {
        Label start = new Label();
        Label handler = new Label();
        Label end = new Label();
        mv.visitCode();
        mv.visitTryCatchBlock(start, handler, handler, null);
        begin();
        mv.visitLabel(start);
        for (int pc = 0; pc < flow.length(); pc++) {
            if (flow.isReachable(pc)) {
                mv.visitLabel(labels[pc]);
                if (arrival.isAt(pc)) {
                    arrive();
                }
                instruction(pc, flow.at(pc));
            }
        }
        for (Detour detour : detours) {
            mv.visitLabel(detour.start);
            adapt(detour.from, detour.to);
            mv.visitJumpInsn(Opcodes.GOTO, labels[detour.to]);
        }
        mv.visitLabel(handler);
        handle();
        mv.visitLabel(end);
        mv.visitMaxs(0, 0);
        mv.visitEnd();
        return end.getOffset();
    }

    private void begin() {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitFieldInsn(Opcodes.GETFIELD, frame.owner, "state", Runtime.STATE_TYPE);
        mv.visitVarInsn(Opcodes.ASTORE, frame.state);
        mv.visitInsn(Opcodes.ICONST_0);
        mv.visitVarInsn(Opcodes.ISTORE, frame.depth);
        mv.visitInsn(Opcodes.ICONST_0);
        mv.visitVarInsn(Opcodes.ISTORE, frame.pc);
        mv.visitInsn(Opcodes.ICONST_0);
        mv.visitVarInsn(Opcodes.ISTORE, frame.jumps);
        mv.visitInsn(Opcodes.ACONST_NULL);
        mv.visitVarInsn(Opcodes.ASTORE, frame.callee);
        mv.visitInsn(Opcodes.ACONST_NULL);
        mv.visitVarInsn(Opcodes.ASTORE, frame.tail);
        calls.begin();
        frame.begin();
    }

    /** Takes a place in the depth of calls, unless the code has come from where that was done. */
    private void arrive() {
        Label arrived = new Label();
        mv.visitVarInsn(Opcodes.ILOAD, frame.depth);
        mv.visitJumpInsn(Opcodes.IFNE, arrived);
        mv.visitVarInsn(Opcodes.ALOAD, frame.state);
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.FUNCTION,
                "arrive",
                "(" + Runtime.STATE_TYPE + ")I",
                false);
        mv.visitVarInsn(Opcodes.ISTORE, frame.depth);
        mv.visitLabel(arrived);
    }

    private void handle() {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitVarInsn(Opcodes.ILOAD, frame.pc);
        mv.visitVarInsn(Opcodes.ALOAD, frame.callee);
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.FUNCTION,
                "failed",
                "(Ljava/lang/Throwable;"
                        + Runtime.FUNCTION_TYPE
                        + "I"
                        + Runtime.VALUE_TYPE
                        + ")Ljava/lang/Throwable;",
                false);
        mv.visitInsn(Opcodes.ATHROW);
    }

    private void instruction(int pc, Instruction i) {
        switch (i.opcode()) {
            case Lua.OP_JMP -> {
                for (int register = i.a() - 1; i.a() > 0 && register <= last(); register++) {
                    if (flow.isCaptured(register)) {
                        frame.renew(register);
                    }
                }
                jump(pc, pc + 1 + i.jump());
            }
            case Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE -> {
                branch(pc, pc + 2, conditions.comparison(pc, i, i.a() != 0));
                jump(pc, pc + 1);
            }
            case Lua.OP_TEST -> {
                branch(pc, pc + 2, conditions.truth(pc, i.a(), i.c() != 0));
                jump(pc, pc + 1);
            }
            case Lua.OP_TESTSET -> {
                branch(pc, pc + 2, conditions.truth(pc, i.b(), i.c() != 0));
                operations.move(pc, i.a(), i.b());
                jump(pc, pc + 1);
            }
            case Lua.OP_LOADBOOL -> {
                Emitter.constant(mv, i.b() != 0 ? "TRUE" : "FALSE");
                frame.setValue(i.a());
                jump(pc, flow.successors(pc)[0]);
            }
            case Lua.OP_FORPREP -> {
                conditions.prepareLoop(pc, i.a());
                enterLoop(pc, pc + 1 + i.jump());
            }
            case Lua.OP_FORLOOP -> {
                int body = beginRound(pc);
                if (polls.isShort(body, pc)) {
                    polls.jump(pc, labels[body]);
                    mv.visitJumpInsn(Opcodes.GOTO, longRounds[body]);
                } else {
                    jump(pc, body);
                }
            }
            case Lua.OP_TFORLOOP -> {
                frame.valueOrNull(pc, i.a() + 1);
                Emitter.constant(mv, "NIL");
                branch(pc, pc + 1, Opcodes.IF_ACMPEQ);
                operations.move(pc, i.a(), i.a() + 1);
                jump(pc, pc + 1 + i.jump());
            }
            case Lua.OP_CALL, Lua.OP_TFORCALL, Lua.OP_VARARG, Lua.OP_SETLIST -> {
                calls.instruction(pc, i);
                jump(pc, flow.successors(pc)[0]);
            }
            case Lua.OP_RETURN, Lua.OP_TAILCALL -> {
                if (flow.hasLoops()) {
                    frame.mark(pc);
                    polls.count();
                }
                calls.instruction(pc, i);
            }
            default -> {
                operations.instruction(pc, i);
                jump(pc, pc + 1);
            }
        }
    }

    /**
     * Goes on with the check of a numeric loop. One with short rounds gets a check of its own in
     * front, and begins its many rounds between two looks at the state at one place: so HotSpot
     * sees a loop that calls nothing inside of one that does, and keeps the inner one's numbers in
     * registers.
     */
    private void enterLoop(int pc, int loop) {
        int body = pc + 1;
        if (!polls.isShort(body, loop)) {
            jump(pc, loop);
            return;
        }
        adapt(pc, loop);
        beginRound(loop);
        longRounds[body] = new Label();
        mv.visitLabel(longRounds[body]);
        // Keeps the place apart from the body's beginning.
        mv.visitInsn(Opcodes.NOP);
    }

    /** Leaves a numeric loop, or begins a round of it; answers where its body is. */
    private int beginRound(int loop) {
        Instruction i = flow.at(loop);
        branch(loop, loop + 1, conditions.leavesLoop(i.a(), step(loop, i)));
        conditions.nextRound(i.a());
        int body = loop + 1 + i.jump();
        adapt(loop, body);
        return body;
    }

    private int last() {
        return p.maxstacksize;
    }

    /** The step of a numeric loop where it is a constant; NaN where it isn't. */
    private double step(int loop, Instruction i) {
        int prepare = loop + i.jump();
        Instruction before = prepare > 0 ? flow.at(prepare - 1) : i;
        boolean known =
                flow.at(prepare).opcode() == Lua.OP_FORPREP
                        && !flow.isTarget(prepare)
                        && before.opcode() == Lua.OP_LOADK
                        && before.a() == i.a() + 2
                        && p.k[before.bx()] instanceof LuaNumber;
        return known ? p.k[before.bx()].todouble() : Double.NaN;
    }

    /** Goes on with an instruction; one that isn't behind costs a step. */
    private void jump(int from, int to) {
        if (to <= from) {
            polls.jump(to, from);
        }
        adapt(from, to);
        if (!followsDirectly(from, to)) {
            mv.visitJumpInsn(Opcodes.GOTO, labels[to]);
        }
    }

    private boolean followsDirectly(int from, int to) {
        if (to <= from) {
            return false;
        }
        for (int pc = from + 1; pc < to; pc++) {
            if (flow.isReachable(pc)) {
                return false;
            }
        }
        return true;
    }

    /** Goes on elsewhere, forwards, if a jump instruction of the JVM jumps. */
    private void branch(int from, int to, int jump) {
        if (jump == Opcodes.NOP) {
            return;
        }
        if (!needsAdapting(from, to)) {
            mv.visitJumpInsn(jump, labels[to]);
            return;
        }
        Detour detour = new Detour(new Label(), from, to);
        detours.add(detour);
        mv.visitJumpInsn(jump, detour.start);
    }

    private void adapt(int from, int to) {
        byte[] after = kinds.after(from, to);
        for (int register = 0; register < after.length; register++) {
            if (differs(after, to, register)) {
                frame.isPlain(register);
            }
        }
    }

    private boolean needsAdapting(int from, int to) {
        byte[] after = kinds.after(from, to);
        for (int register = 0; register < after.length; register++) {
            if (differs(after, to, register)) {
                return true;
            }
        }
        return false;
    }

    private boolean differs(byte[] after, int to, int register) {
        return after[register] == Kinds.NUMBER
                && kinds.before(to, register) == Kinds.EITHER
                && registers.isNeeded(to, register);
    }
}
