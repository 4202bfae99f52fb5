package io.gridscript.command.latency;

import io.gridscript.observe.LatencyEvents.Sample;
import io.gridscript.observe.LatencyEvents.Series;
import java.util.List;

/** LATENCY GRAPH: events as columns of characters, their age below in vertical letters. */
final class LatencyGraph {

    private static final int COLUMNS = 80;
    private static final int ROWS = 4;

    /** Tops of columns, the more of a row they fill. */
    private static final String TOPS = "_o#";

    private LatencyGraph() {}

    static String of(Series series) {
        long most = series.most();
        long least = series.least();
        StringBuilder text = new StringBuilder();
        text.append(series.name())
                .append(" - high ")
                .append(most)
                .append(" ms, low ")
                .append(least)
                .append(" ms (all time high ")
                .append(series.greatest())
                .append(" ms)\n")
                .append("-".repeat(COLUMNS))
                .append('\n');
        List<Sample> samples = series.samples();
        long now = System.currentTimeMillis() / 1000;
        for (int from = 0; from < samples.size(); from += COLUMNS) {
            int to = Math.min(from + COLUMNS, samples.size());
            draw(samples.subList(from, to), least, most, now, text);
        }
        return text.toString();
    }

    private static void draw(
            List<Sample> samples, long least, long most, long now, StringBuilder text) {
        for (int row = ROWS - 1; row >= 0; row--) {
            StringBuilder line = new StringBuilder();
            for (Sample sample : samples) {
                line.append(cell(height(sample.milliseconds(), least, most), row));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        text.append('\n');
        List<String> ages = samples.stream().map(each -> age(now - each.unixSeconds())).toList();
        int longest = ages.stream().mapToInt(String::length).max().orElse(0);
        for (int letter = 0; letter < longest; letter++) {
            StringBuilder line = new StringBuilder();
            for (String age : ages) {
                line.append(letter < age.length() ? age.charAt(letter) : ' ');
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /** In steps of a column's top, from 0 to the last step of the highest row. */
    private static int height(long value, long least, long most) {
        int steps = ROWS * TOPS.length();
        if (most == least) {
            return steps - 1;
        }
        return (int) ((value - least) * (steps - 1) / (most - least));
    }

    private static char cell(int height, int row) {
        int top = height / TOPS.length();
        if (row == top) {
            return TOPS.charAt(height % TOPS.length());
        }
        return row < top ? '|' : ' ';
    }

    /** In its greatest whole unit. */
    private static String age(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        return seconds < 86400 ? seconds / 3600 + "h" : seconds / 86400 + "d";
    }
}
