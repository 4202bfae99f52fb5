package io.gridscript.differential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Forms of requests, from text. A line is a form or names words for others:
 *
 * <pre>
 * # A comment.
 * &lt;end&gt; = LEFT RIGHT "\x00"
 * LPOP|RPOP &lt;key&gt; &lt;count&gt;?
 * 3 RPUSH &lt;key&gt; &lt;element&gt;+
 * LMPOP 2 &lt;key&gt; &lt;key&gt; &lt;end&gt; (COUNT &lt;count&gt;)?
 * MULTI ; &lt;request&gt;+ ; EXEC
 * </pre>
 *
 * A name stands for one of its choices; {@code |} is a choice as well, {@code ?} may be left out,
 * {@code +} comes up to four times, {@code *} up to three times or never, a semicolon ends a
 * request, a number in front makes a form as frequent as so many. What a file doesn't name itself
 * is looked up in the parent. Quoted words know the escapes of redis-cli.
 */
final class Grammar {

    /** One expansion after the other adds its words; {@link #END} stands between requests. */
    interface Node {
        void addTo(List<String> words, Random random);
    }

    /** Told from equal words by its identity. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    static final String END = new String(";");

    private final Map<String, Node> named = new HashMap<>();
    private final List<Node> forms = new ArrayList<>();
    private final Grammar parent;

    Grammar(Grammar parent) {
        this.parent = parent;
    }

    /** Gives a name to words that text can't tell. */
    void define(String name, Node node) {
        named.put(name, node);
    }

    Grammar read(String text) {
        for (String line : text.split("\n")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                new GrammarLine(line, this).read();
            }
        }
        return this;
    }

    void add(Node form, int times) {
        for (int i = 0; i < times; i++) {
            forms.add(form);
        }
    }

    /** The requests of one form. */
    List<List<String>> next(Random random) {
        List<String> words = new ArrayList<>();
        forms.get(random.nextInt(forms.size())).addTo(words, random);
        return split(words);
    }

    /** The requests of every form once. */
    List<List<List<String>>> each(Random random) {
        List<List<List<String>>> all = new ArrayList<>();
        for (Node form : forms) {
            List<String> words = new ArrayList<>();
            form.addTo(words, random);
            all.add(split(words));
        }
        return all;
    }

    /** The words of one of the choices that a name stands for. */
    List<String> expand(String name, Random random) {
        List<String> words = new ArrayList<>();
        find(name).addTo(words, random);
        return words;
    }

    boolean defines(String name) {
        return named.containsKey(name);
    }

    Node find(String name) {
        Node node = named.get(name);
        if (node != null) {
            return node;
        }
        if (parent == null) {
            throw new IllegalArgumentException("nothing is named <" + name + ">");
        }
        return parent.find(name);
    }

    @SuppressWarnings("ReferenceEquality")
    private static List<List<String>> split(List<String> words) {
        List<List<String>> requests = new ArrayList<>();
        List<String> request = new ArrayList<>();
        for (String word : words) {
            if (word != END) {
                request.add(word);
            } else if (!request.isEmpty()) {
                requests.add(request);
                request = new ArrayList<>();
            }
        }
        if (!request.isEmpty()) {
            requests.add(request);
        }
        return requests;
    }
}
