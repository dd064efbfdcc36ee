package io.henge.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.henge.demo.druid.DruidVersion;
import io.henge.demo.world.Installation;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether each extension, built against one version of Druid, finds in each of them all that it names: what a call that no
 * test makes would miss only in an Overlord of that version. Needs the jars that worlds need, though no cluster.
 */
@Tag("real-cluster")
class LinkageTest {
    @Test
    void allThatTheExtensionsNameIsThereInEachVersion() throws Exception {
        Installation installation = Installation.find();
        assertThat(usersOf(installation, "henge")).hasSizeGreaterThan(500);
        assertThat(usersOf(installation, "henge-peon")).hasSizeGreaterThan(50);
    }

    /** What the extension uses, all of which is there. */
    private static Set<AccessTarget> usersOf(Installation installation, String name) throws Exception {
        List<Path> extension = jars(installation.extensions().resolve(name));
        JavaClasses henge = henge(extension);
        Map<AccessTarget, String> users = users(henge);
        assertThat(users.keySet()).anyMatch(target -> target.getFullName().startsWith("org.apache.druid."));

        for (DruidVersion version : DruidVersion.values()) {
            List<Path> jars = new ArrayList<>(installation.druid(version).jars());
            jars.addAll(extension);
            try (URLClassLoader loader = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader())) {
                assertThat(missing(users, loader)).as(version.number()).isEmpty();
                for (JavaClass type : henge) {
                    assertThat(unimplemented(Class.forName(type.getName(), false, loader)))
                            .as(type.getName() + " in " + version.number())
                            .isEmpty();
                }
            }
        }
        return users.keySet();
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static URL[] urls(List<Path> jars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    private static JavaClasses henge(List<Path> jars) throws MalformedURLException {
        List<URL> insides = new ArrayList<>();
        for (Path jar : jars) {
            insides.add(URI.create("jar:" + jar.toUri() + "!/").toURL());
        }
        return new ClassFileImporter()
                .withImportOption(location -> location.contains(".jar!/io/henge/"))
                .importUrls(insides);
    }

    /** What the code of these classes calls, reads or writes outside of Henge, with one that does. */
    private static Map<AccessTarget, String> users(JavaClasses henge) {
        Map<String, AccessTarget> targets = new HashMap<>();
        Map<AccessTarget, String> users = new HashMap<>();
        for (JavaClass type : henge) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                AccessTarget target = access.getTarget();
                JavaClass owner = target.getOwner();
                if (!owner.isArray() && !owner.getName().startsWith("io.henge.")) {
                    users.put(targets.computeIfAbsent(target.getDescription(), unused -> target), type.getSimpleName());
                }
            }
        }
        return users;
    }

    private static List<String> missing(Map<AccessTarget, String> users, ClassLoader loader) {
        return users.entrySet().stream()
                .filter(use -> !isThere(use.getKey(), loader))
                .map(use -> use.getValue() + " uses " + use.getKey().getDescription())
                .toList();
    }

    private static boolean isThere(AccessTarget target, ClassLoader loader) {
        try {
            Class<?> owner = Class.forName(target.getOwner().getName(), false, loader);
            return hierarchy(owner).stream().anyMatch(type -> declares(type, target));
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    private static boolean declares(Class<?> type, AccessTarget target) {
        if (target instanceof AccessTarget.FieldAccessTarget field) {
            return Stream.of(type.getDeclaredFields())
                    .anyMatch(found -> found.getName().equals(field.getName())
                            && found.getType()
                                    .getName()
                                    .equals(field.getRawType().getName()));
        }
        AccessTarget.CodeUnitAccessTarget called = (AccessTarget.CodeUnitAccessTarget) target;
        Stream<? extends Executable> there = called.getName().equals("<init>")
                ? Stream.of(type.getDeclaredConstructors())
                : Stream.of(type.getDeclaredMethods())
                        .filter(method -> method.getName().equals(called.getName())
                                && method.getReturnType()
                                        .getName()
                                        .equals(called.getRawReturnType().getName()));
        List<String> parameters =
                called.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        return there.anyMatch(found -> parameters.equals(
                Stream.of(found.getParameterTypes()).map(Class::getName).toList()));
    }

    /** A class with all that it inherits from. */
    private static Set<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> hierarchy = new HashSet<>();
        hierarchy.add(type);
        hierarchy.add(Object.class);
        @Nullable Class<?> extended = type.getSuperclass();
        if (extended != null) {
            hierarchy.addAll(hierarchy(extended));
        }
        for (Class<?> implemented : type.getInterfaces()) {
            hierarchy.addAll(hierarchy(implemented));
        }
        return hierarchy;
    }

    /** Methods that a type of Druid asks for and a class of ours, which can be made, does not have. */
    private static List<Method> unimplemented(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers())
                ? List.of()
                : Stream.of(type.getMethods())
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .toList();
    }
}
