package io.gridscript;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the plugin, their order, and what may not enter them. */
class RoomsTest {

    /** Each may use only those before it. */
    private static final List<String> ROOMS =
            List.of(
                    "reply",
                    "spec",
                    "lua",
                    "keyspace",
                    "acl",
                    "script",
                    "observe",
                    "command",
                    "grid",
                    "resp",
                    "jcache",
                    "api",
                    "member");

    private static final Path SOURCES = Path.of("src/main/java/io/gridscript");

    private static JavaClasses plugin;

    @BeforeAll
    static void readThePlugin() {
        plugin =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.gridscript");
        assertFalse(plugin.isEmpty(), "no classes of the plugin were found");
    }

    static List<String> rooms() {
        return ROOMS;
    }

    @Test
    void everyClassLivesInARoom() {
        classes()
                .should()
                .resideInAnyPackage(packagesOf(ROOMS))
                .because("the rooms are the plugin's whole layout")
                .check(plugin);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomUsesOnlyRoomsBeforeIt(String room) {
        List<String> later = ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size());
        noClasses()
                .that()
                .resideInAPackage(packageOf(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packagesOf(later))
                .because("each room may use only those before it in " + ROOMS)
                .allowEmptyShould(true)
                .check(plugin);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void subpackagesOfARoomFormNoCycles(String room) {
        slices().matching("io.gridscript." + room + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(plugin);
    }

    @Test
    void onlyGridAndMemberTouchHazelcastsInternals() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("grid"), packageOf("member"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hazelcast..impl..", "com.hazelcast.internal..")
                .because("internals change with every minor version of Hazelcast")
                .check(plugin);
    }

    @Test
    void logLinesGoThroughSystemLoggerOrHazelcasts() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(plugin);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(plugin);
    }

    @Test
    void everyPackageSaysWhatLivesThere() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> silent =
                    files.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .distinct()
                            .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
                            .toList();
            assertEquals(List.of(), silent, "packages without package-info.java");
        }
    }

    private static String[] packagesOf(List<String> rooms) {
        return rooms.stream().map(RoomsTest::packageOf).toArray(String[]::new);
    }

    private static String packageOf(String room) {
        return "io.gridscript." + room + "..";
    }
}
