package io.gridscript.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README.md tells of every directive, and of none that isn't there. */
class DirectivesInReadmeTest {

    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| (`[^|]+) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

    private final String readme;

    DirectivesInReadmeTest() throws IOException {
        readme = Files.readString(Path.of("..", "README.md"));
    }

    @Test
    void everyDirectiveIsInTheTable() {
        Set<String> expected = new TreeSet<>();
        for (Directive<?> directive : DirectiveTable.all()) {
            if (directive.isSeen()) {
                expected.add(directive.name());
            }
        }
        assertEquals(expected, names(""));
    }

    @Test
    void whatConfigSetCannotChangeIsSaid() {
        assertEquals(changing(Directive.Change.NEVER), names("always as they are"));
        assertEquals(
                changing(
                        Directive.Change.AT_START,
                        Directive.Change.ADDRESS,
                        Directive.Change.PROTECTED),
                names("only at start"));
    }

    @Test
    void settingsThatConfigDoesNotShowAreExplained() {
        for (String name : changing(Directive.Change.AT_START_UNSEEN)) {
            assertEquals(true, readme.contains("| `gridscript." + name + "` |"), name);
        }
    }

    private static Set<String> changing(Directive.Change... changes) {
        Set<String> names = new TreeSet<>();
        for (Directive<?> directive : DirectiveTable.all()) {
            if (List.of(changes).contains(directive.change())) {
                names.add(directive.name());
            }
        }
        return names;
    }

    /** The names in the rows of the table that begin so. */
    private Set<String> names(String beginning) {
        String section = readme.substring(readme.indexOf("### Directives"));
        Matcher row = ROW.matcher(section.substring(0, section.indexOf("## Files")));
        Set<String> names = new TreeSet<>();
        while (row.find()) {
            Matcher name = NAME.matcher(row.group(0));
            while (row.group(1).startsWith(beginning) && name.find()) {
                names.add(name.group(1));
            }
        }
        return names;
    }
}
