package io.gridscript.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The public API stays what {@code public-api.txt} says. A line may be added to it; one that goes
 * or changes breaks programs that were compiled against an older version.
 */
class PublicApiTest {

    @Test
    void isWhatItWas() throws Exception {
        Set<String> present = new TreeSet<>();
        for (Class<?> type : publicTypes()) {
            describe(type, present);
        }
        List<String> expected;
        try (var in = PublicApiTest.class.getResourceAsStream("public-api.txt")) {
            expected = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        assertEquals(String.join("\n", expected), String.join("\n", present));
    }

    private static List<Class<?>> publicTypes() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.gridscript.api")
                        .stream()
                        .filter(type -> type.getModifiers().toString().contains("PUBLIC"))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    private static void describe(Class<?> type, Set<String> lines) {
        lines.add(type.toGenericString());
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            if (isForOthers(each.getModifiers())) {
                lines.add(each.toGenericString());
            }
        }
        for (Method each : type.getDeclaredMethods()) {
            if (isForOthers(each.getModifiers()) && !each.isSynthetic()) {
                lines.add(each.toGenericString());
            }
        }
        for (Field each : type.getDeclaredFields()) {
            if (isForOthers(each.getModifiers())) {
                lines.add(each.toGenericString());
            }
        }
    }

    private static boolean isForOthers(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
