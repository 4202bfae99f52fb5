package io.gridscript.lua.bytecode;

import org.luaj.vm2.Lua;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes what counts jumps backwards, so that no loop runs on unasked. */
final class PollWriter {

    /** Jumps backwards between two looks at the state, in loops whose rounds are surely short. */
    private static final int JUMPS_UNCOUNTED = 200;

    private final Frame frame;
    private final MethodVisitor mv;

    PollWriter(Frame frame) {
        this.frame = frame;
        mv = frame.mv;
    }

    /** Counts a jump backwards, from an instruction to another. */
    void jump(int to, int pc) {
        if (!isShort(to, pc)) {
            frame.mark(pc);
            mv.visitVarInsn(Opcodes.ALOAD, frame.state);
            mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.STATE, "step", "()V", false);
            return;
        }
        Label goOn = new Label();
        jump(pc, goOn);
        mv.visitLabel(goOn);
    }

    /** Counts a jump backwards of a short round, and jumps while there is nothing to tell. */
    void jump(int pc, Label target) {
        mv.visitIincInsn(frame.jumps, 1);
        mv.visitVarInsn(Opcodes.ILOAD, frame.jumps);
        Emitter.integer(mv, JUMPS_UNCOUNTED);
        mv.visitJumpInsn(Opcodes.IF_ICMPLT, target);
        frame.mark(pc);
        count();
        mv.visitInsn(Opcodes.ICONST_0);
        mv.visitVarInsn(Opcodes.ISTORE, frame.jumps);
    }

    /** Whether the code from one place to another calls nothing that might take long. */
    boolean isShort(int from, int to) {
        for (int pc = from; pc <= to; pc++) {
            Instruction i = frame.flow.at(pc);
            boolean isShort =
                    switch (i.opcode()) {
                        case Lua.OP_CALL,
                                Lua.OP_TAILCALL,
                                Lua.OP_TFORCALL,
                                Lua.OP_CONCAT,
                                Lua.OP_SELF,
                                Lua.OP_SETLIST,
                                Lua.OP_VARARG ->
                                false;
                        case Lua.OP_EQ, Lua.OP_LT, Lua.OP_LE ->
                                !frame.flow.isReachable(pc)
                                        || frame.kinds.isNumber(pc, i.b())
                                        || frame.kinds.isNumber(pc, i.c());
                        default -> true;
                    };
            if (!isShort) {
                return false;
            }
        }
        return true;
    }

    /** Tells the state of the jumps it doesn't know of. */
    void count() {
        mv.visitVarInsn(Opcodes.ALOAD, frame.state);
        mv.visitVarInsn(Opcodes.ILOAD, frame.jumps);
        mv.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Runtime.STATE, "steps", "(I)V", false);
    }
}
