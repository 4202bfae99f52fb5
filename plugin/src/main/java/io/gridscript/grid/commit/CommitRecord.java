package io.gridscript.grid.commit;

import io.gridscript.keyspace.CorruptInput;
import io.gridscript.keyspace.WireInput;
import io.gridscript.keyspace.WireOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes to the backups at once: the effects of the runs since the last record, what batches
 * from other members were answered by those runs, and what need not be remembered any more.
 *
 * @param effects a batch of {@link io.gridscript.keyspace.EffectWriter}
 */
record CommitRecord(
        byte[] effects, Map<SenderId, Remembered> answers, List<Acknowledgement> acknowledged) {

    byte[] toBytes() {
        WireOutput out = new WireOutput();
        out.string(effects);
        out.number(answers.size());
        answers.forEach(
                (sender, remembered) -> {
                    sender.writeTo(out);
                    remembered.writeTo(out);
                });
        out.number(acknowledged.size());
        acknowledged.forEach(each -> each.writeTo(out));
        return out.toBytes();
    }

    static CommitRecord of(byte[] bytes) throws CorruptInput {
        WireInput in = new WireInput(bytes);
        byte[] effects = in.string();
        Map<SenderId, Remembered> answers = new LinkedHashMap<>();
        for (int left = in.number(Integer.MAX_VALUE); left > 0; left--) {
            answers.put(SenderId.read(in), Remembered.read(in));
        }
        List<Acknowledgement> acknowledged = new ArrayList<>();
        for (int left = in.number(Integer.MAX_VALUE); left > 0; left--) {
            acknowledged.add(Acknowledgement.read(in));
        }
        return new CommitRecord(effects, answers, acknowledged);
    }
}
