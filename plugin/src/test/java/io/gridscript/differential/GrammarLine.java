package io.gridscript.differential;

import io.gridscript.differential.Grammar.Node;
import java.util.ArrayList;
import java.util.List;

/** One line of a {@link Grammar} while it is read. */
final class GrammarLine {

    private static final String SIGNS = " ()|?+*<>\";";
    private static final int OFTEN = 4;

    private final String line;
    private final Grammar grammar;
    private int at;

    GrammarLine(String line, Grammar grammar) {
        this.line = line.strip();
        this.grammar = grammar;
    }

    void read() {
        int equals = line.indexOf(" = ");
        if (line.startsWith("<") && equals > 0) {
            String name = line.substring(1, equals - 1);
            at = equals + 3;
            grammar.define(name, oneOf(items()));
        } else {
            int times = Character.isDigit(line.charAt(0)) ? Integer.parseInt(bare()) : 1;
            grammar.add(all(items()), times);
        }
        if (at < line.length()) {
            throw wrong("a sign that means nothing here");
        }
    }

    private List<Node> items() {
        List<Node> items = new ArrayList<>();
        for (skipBlanks(); at < line.length() && line.charAt(at) != ')'; skipBlanks()) {
            items.add(item());
        }
        return items;
    }

    private Node item() {
        List<Node> choices = new ArrayList<>(List.of(atom()));
        while (skip('|')) {
            choices.add(atom());
        }
        Node item = oneOf(choices);
        if (skip('?')) {
            return times(item, 0, 1);
        }
        if (skip('+')) {
            return times(item, 1, OFTEN);
        }
        return skip('*') ? times(item, 0, OFTEN - 1) : item;
    }

    private Node atom() {
        if (skip(';')) {
            return word(Grammar.END);
        }
        if (skip('(')) {
            Node group = all(items());
            expect(')');
            return group;
        }
        if (skip('<')) {
            String name = bare();
            expect('>');
            // What it stands for may come later, and may be another file's.
            return (words, random) -> grammar.find(name).addTo(words, random);
        }
        return word(skip('"') ? quoted() : bare());
    }

    private String bare() {
        int start = at;
        // A plus sign in front belongs to a number.
        skip('+');
        while (at < line.length() && SIGNS.indexOf(line.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw wrong("no word");
        }
        return line.substring(start, at);
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        while (!skip('"')) {
            text.append(skip('\\') ? escaped() : line.charAt(at++));
        }
        return text.toString();
    }

    private char escaped() {
        char sign = line.charAt(at++);
        switch (sign) {
            case 'n' -> {
                return '\n';
            }
            case 'r' -> {
                return '\r';
            }
            case 'x' -> {
                at += 2;
                return (char) Integer.parseInt(line.substring(at - 2, at), 16);
            }
            default -> {
                return sign;
            }
        }
    }

    private static Node word(String word) {
        return (words, random) -> words.add(word);
    }

    private static Node all(List<Node> nodes) {
        return (words, random) -> nodes.forEach(node -> node.addTo(words, random));
    }

    private static Node oneOf(List<Node> nodes) {
        return nodes.size() == 1
                ? nodes.get(0)
                : (words, random) -> nodes.get(random.nextInt(nodes.size())).addTo(words, random);
    }

    private static Node times(Node node, int least, int most) {
        return (words, random) -> {
            for (int left = least + random.nextInt(most - least + 1); left > 0; left--) {
                node.addTo(words, random);
            }
        };
    }

    private void skipBlanks() {
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean skip(char sign) {
        boolean there = at < line.length() && line.charAt(at) == sign;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char sign) {
        if (!skip(sign)) {
            throw wrong("no " + sign);
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + " at " + at + " of " + line);
    }
}
