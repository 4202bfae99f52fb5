package io.gridscript.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is inside the jar that is dropped into other people's members. */
class DropInJarIT {

    @Test
    void allClassesAreBelowOurPackage() throws IOException {
        assertEquals(
                List.of(),
                entries().stream()
                        .filter(name -> name.endsWith(".class"))
                        .filter(name -> !name.startsWith("io/gridscript/"))
                        .toList());
    }

    @Test
    void nettyAndLuajAreInside() throws IOException {
        Set<String> names = entries();
        assertTrue(names.contains("io/gridscript/shaded/io/netty/channel/epoll/Epoll.class"));
        assertTrue(names.contains("io/gridscript/shaded/org/luaj/vm2/Prototype.class"));
        assertTrue(names.contains("io/gridscript/shaded/org/objectweb/asm/ClassWriter.class"));
    }

    @Test
    void nothingIsOfferedButTheServiceAndItsSerialization() throws IOException {
        assertEquals(
                Set.of(
                        "META-INF/services/com.hazelcast.DataSerializerHook",
                        "META-INF/services/com.hazelcast.spi.impl.servicemanager"
                                + ".ServiceDescriptorProvider"),
                below("META-INF/services/"));
    }

    /** Netty looks for them under a name that begins with the prefix of its package. */
    @Test
    void nativeLibrariesBearTheNameOfTheirPackage() throws IOException {
        assertEquals(
                Set.of(
                        "META-INF/native/libio_gridscript_shaded_netty_transport_native_epoll"
                                + "_aarch_64.so",
                        "META-INF/native/libio_gridscript_shaded_netty_transport_native_epoll"
                                + "_x86_64.so"),
                below("META-INF/native/"));
    }

    @Test
    void licensesAreInside() throws IOException {
        assertTrue(entries().containsAll(Set.of("META-INF/LICENSE", "META-INF/NOTICE")));
    }

    @Test
    void manifestTellsVersionAndNeeds() throws IOException {
        try (JarFile jar = jar()) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertEquals("Gridscript", manifest.getValue("Implementation-Title"));
            assertTrue(manifest.getValue("Implementation-Version").matches("\\d+\\..+"));
            assertEquals("ALL-UNNAMED", manifest.getValue("Enable-Native-Access"));
            assertTrue(manifest.getValue("Add-Opens").contains("java.base/java.nio"));
        }
    }

    private static Set<String> below(String folder) throws IOException {
        return entries().stream()
                .filter(name -> name.startsWith(folder) && !name.equals(folder))
                .collect(Collectors.toSet());
    }

    private static Set<String> entries() throws IOException {
        try (JarFile jar = jar()) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static JarFile jar() throws IOException {
        return new JarFile(System.getProperty("gridscript.plugin.jar"));
    }
}
