package io.gridscript.lua.bytecode;

import org.luaj.vm2.Lua;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes calls, returns, and lists of values. */
final class CallWriter {

    private static final String VALUE = Runtime.VALUE_TYPE;
    private static final String LIST = Runtime.VARARGS_TYPE;

    private final Frame frame;
    private final Shape shape;
    private final MethodVisitor mv;
    private final Arrival arrival;

    /** Up to this instruction, the state knows of the calls. */
    private int countedTo = -1;

    CallWriter(Frame frame, Shape shape, Arrival arrival) {
        this.frame = frame;
        this.shape = shape;
        this.arrival = arrival;
        mv = frame.mv;
    }

    /** Keeps the arguments beyond the parameters. */
    void begin() {
        if (!shape.open()) {
            return;
        }
        mv.visitVarInsn(Opcodes.ALOAD, 1);
        if (shape.parameters() > 0) {
            Emitter.integer(mv, shape.parameters() + 1);
            mv.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, Runtime.VARARGS, "subargs", "(I)" + LIST, false);
        }
        mv.visitVarInsn(Opcodes.ASTORE, frame.extra);
    }

    void instruction(int pc, Instruction i) {
        switch (i.opcode()) {
            case Lua.OP_CALL -> call(pc, i);
            case Lua.OP_TAILCALL -> tailCall(pc, i);
            case Lua.OP_RETURN -> returnValues(pc, i);
            case Lua.OP_TFORCALL -> nextOfIterator(pc, i);
            case Lua.OP_VARARG -> {
                mv.visitVarInsn(Opcodes.ALOAD, frame.extra);
                mv.visitVarInsn(Opcodes.ASTORE, frame.tail);
                spread(i.a(), i.b() - 1);
            }
            case Lua.OP_SETLIST -> fill(pc, i);
            default -> throw new IllegalStateException("opcode " + i.opcode());
        }
    }

    private void call(int pc, Instruction i) {
        if (Shape.isDirectCall(i)) {
            directCall(pc, i);
            return;
        }
        callee(pc, i.a());
        list(pc, i.a() + 1, i.b() > 0 ? i.b() - 1 : -1);
        invoke();
        if (i.c() == 1) {
            mv.visitInsn(Opcodes.POP);
        } else if (i.c() == 2) {
            Emitter.first(mv);
            frame.setValue(i.a());
        } else {
            mv.visitVarInsn(Opcodes.ASTORE, frame.tail);
            spread(i.a(), i.c() - 1);
        }
    }

    /** Takes numbers as they are to compiled code, and results from it. */
    private void directCall(int pc, Instruction i) {
        int arguments = i.b() - 1;
        frame.mark(pc);
        count(pc);
        frame.value(pc, i.a());
        mv.visitInsn(Opcodes.DUP);
        mv.visitVarInsn(Opcodes.ASTORE, frame.callee);
        mv.visitVarInsn(Opcodes.ILOAD, frame.depth);
        here();
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.PLAIN,
                "of",
                "(" + VALUE + "I" + Runtime.FUNCTION_TYPE + "I)" + Runtime.PLAIN_TYPE,
                false);
        for (int argument = 1; argument <= arguments; argument++) {
            frame.either(pc, i.a() + argument);
        }
        mv.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, Runtime.PLAIN, "callPlain", Shape.plain(arguments), false);
        if (i.c() == 1) {
            mv.visitInsn(Opcodes.POP);
        } else {
            mv.visitVarInsn(Opcodes.ALOAD, frame.state);
            mv.visitFieldInsn(Opcodes.GETFIELD, Runtime.STATE, "number", "D");
            frame.setEither(i.a());
        }
    }

    /** Tells the state of a direct call and of those that surely follow, unless it knows. */
    private void count(int pc) {
        if (pc <= countedTo) {
            return;
        }
        int calls = 1;
        countedTo = pc;
        for (int next = pc + 1; frame.flow.followsAlways(next); next++) {
            if (Shape.isDirectCall(frame.flow.at(next))) {
                calls++;
                countedTo = next;
            }
        }
        mv.visitVarInsn(Opcodes.ALOAD, frame.state);
        Emitter.integer(mv, calls);
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.STATE, "steps", "(I)V", false);
    }

    /** Pushes what is called, and keeps it for the message of an error. */
    private void callee(int pc, int register) {
        frame.mark(pc);
        frame.value(pc, register);
        mv.visitInsn(Opcodes.DUP);
        mv.visitVarInsn(Opcodes.ASTORE, frame.callee);
        here();
        Emitter.operator(mv, "callable", "(" + VALUE + Runtime.FUNCTION_TYPE + "I)" + VALUE);
    }

    /** Pushes who calls: this function, at the instruction marked last. */
    private void here() {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitVarInsn(Opcodes.ILOAD, frame.pc);
    }

    private void invoke() {
        mv.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, Runtime.VALUE, "invoke", "(" + LIST + ")" + LIST, false);
    }

    private void tailCall(int pc, Instruction i) {
        callee(pc, i.a());
        list(pc, i.a() + 1, i.b() > 0 ? i.b() - 1 : -1);
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.TAIL_CALL,
                "of",
                "(" + VALUE + LIST + ")" + LIST,
                false);
        leave();
    }

    private void returnValues(int pc, Instruction i) {
        if (i.b() == 2 && shape.single()) {
            returnPlain(pc, i.a());
        } else {
            list(pc, i.a(), i.b() > 0 ? i.b() - 1 : -1);
        }
        if (arrival.isAhead(pc)) {
            mv.visitInsn(Opcodes.ARETURN);
        } else {
            leave();
        }
    }

    /** Pushes a value, or null after telling the state the number that it is. */
    private void returnPlain(int pc, int register) {
        if (!frame.kinds.isValue(pc, register)) {
            mv.visitVarInsn(Opcodes.ALOAD, frame.state);
            frame.either(pc, register);
            mv.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    Runtime.STATE,
                    "returning",
                    "(" + VALUE + "D)" + VALUE,
                    false);
        } else {
            frame.value(pc, register);
        }
    }

    private void leave() {
        mv.visitVarInsn(Opcodes.ALOAD, frame.state);
        mv.visitVarInsn(Opcodes.ILOAD, frame.depth);
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.FUNCTION,
                "leave",
                "(" + Runtime.STATE_TYPE + "I)V",
                false);
        mv.visitInsn(Opcodes.ARETURN);
    }

    private void nextOfIterator(int pc, Instruction i) {
        frame.mark(pc);
        frame.value(pc, i.a());
        mv.visitVarInsn(Opcodes.ASTORE, frame.callee);
        if (i.c() > 2) {
            callIterator(pc, i);
            return;
        }
        Label call = new Label();
        Label done = new Label();
        mv.visitVarInsn(Opcodes.ALOAD, frame.state);
        mv.visitVarInsn(Opcodes.ALOAD, frame.callee);
        frame.value(pc, i.a() + 1);
        frame.either(pc, i.a() + 2);
        mv.visitVarInsn(Opcodes.ILOAD, frame.place(pc));
        String operands = Runtime.STATE_TYPE + VALUE.repeat(3) + "DI";
        onTraversal("advance", "(" + operands + ")I");
        mv.visitInsn(Opcodes.DUP);
        mv.visitVarInsn(Opcodes.ISTORE, frame.place(pc));
        mv.visitJumpInsn(Opcodes.IFLT, call);
        entryAtPlace(pc, i);
        mv.visitJumpInsn(Opcodes.GOTO, done);
        mv.visitLabel(call);
        callIterator(pc, i);
        mv.visitLabel(done);
    }

    /** Puts the entry that a loop through a table is at into its variables. */
    private void entryAtPlace(int pc, Instruction i) {
        if (i.c() == 2) {
            frame.value(pc, i.a() + 1);
            mv.visitVarInsn(Opcodes.ILOAD, frame.place(pc));
            onTraversal("value", "(" + VALUE + "I)" + VALUE);
            frame.setValue(i.a() + 4);
        }
        frame.value(pc, i.a() + 1);
        mv.visitVarInsn(Opcodes.ILOAD, frame.place(pc));
        onTraversal("key", "(" + VALUE + "I)" + VALUE);
        mv.visitVarInsn(Opcodes.ILOAD, frame.place(pc));
        mv.visitInsn(Opcodes.ICONST_1);
        mv.visitInsn(Opcodes.IADD);
        mv.visitInsn(Opcodes.I2D);
        frame.setEither(i.a() + 3);
    }

    private void onTraversal(String name, String descriptor) {
        mv.visitMethodInsn(Opcodes.INVOKESTATIC, Runtime.TRAVERSAL, name, descriptor, false);
    }

    private void callIterator(int pc, Instruction i) {
        mv.visitVarInsn(Opcodes.ALOAD, frame.state);
        for (int register = i.a(); register < i.a() + 3; register++) {
            frame.value(pc, register);
        }
        mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Runtime.FUNCTION,
                "next",
                "(" + Runtime.STATE_TYPE + VALUE.repeat(3) + ")" + LIST,
                false);
        mv.visitVarInsn(Opcodes.ASTORE, frame.tail);
        spread(i.a() + 3, i.c());
    }

    private void fill(int pc, Instruction i) {
        int block = i.c() == 0 ? frame.p.code[pc + 1] : i.c();
        frame.value(pc, i.a());
        Emitter.integer(mv, (block - 1) * Lua.LFIELDS_PER_FLUSH);
        int count = i.b() == 0 ? frame.registers.openFrom(pc) - i.a() - 1 : i.b();
        frame.array(pc, i.a() + 1, count);
        if (i.b() == 0) {
            mv.visitVarInsn(Opcodes.ALOAD, frame.tail);
        } else {
            Emitter.constant(mv, "NONE");
        }
        Emitter.onTables(mv, "fill", "(" + VALUE + "I[" + VALUE + LIST + ")V");
    }

    /** Pushes registers as a list; a count of -1 says up to and with the open values. */
    private void list(int pc, int from, int count) {
        if (count < 0) {
            openList(pc, from, frame.registers.openFrom(pc) - from);
            return;
        }
        switch (count) {
            case 0 -> Emitter.constant(mv, "NONE");
            case 1 -> frame.value(pc, from);
            case 2 -> {
                frame.value(pc, from);
                frame.value(pc, from + 1);
                Emitter.pair(mv);
            }
            default -> {
                frame.array(pc, from, count);
                Emitter.list(mv);
            }
        }
    }

    private void openList(int pc, int from, int fixed) {
        if (fixed == 0) {
            mv.visitVarInsn(Opcodes.ALOAD, frame.tail);
            return;
        }
        frame.array(pc, from, fixed);
        mv.visitVarInsn(Opcodes.ALOAD, frame.tail);
        Emitter.operator(mv, "list", "([" + VALUE + LIST + ")" + LIST);
    }

    /** Puts values of the open list into registers; none if the list stays open. */
    private void spread(int from, int count) {
        for (int position = 1; position <= count; position++) {
            mv.visitVarInsn(Opcodes.ALOAD, frame.tail);
            Emitter.argument(mv, position);
            frame.setValue(from + position - 1);
        }
    }
}
