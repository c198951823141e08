package dev.sedge.wasi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class WallsTest {
    private static final Set<String> API = Set.of("dev.sedge.wasi", "dev.sedge.wasi.fs");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sedge.wasi");

    @Test
    void wasi_knowsTheJdkAndTheApiOfRuntimeCoreOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "javax.crypto..", "org.jspecify..", "dev.sedge.runtime", "dev.sedge.wasi..")
                .check(CLASSES);
    }

    @Test
    void fileSystems_knowNeitherTheCallsNorTheConfiguration() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sedge.wasi.fs..", "dev.sedge.wasi.internal.fs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sedge.wasi", "dev.sedge.wasi.internal.preview1..")
                .check(CLASSES);
    }

    @Test
    void publicSignatures_nameOnlyTheJdkAndTheApi() {
        Set<String> foreign = CLASSES.stream()
                .filter(type -> API.contains(type.getPackageName()) && isOpen(type.getModifiers()))
                .flatMap(type -> type.getMembers().stream())
                .filter(member -> isOpen(member.getModifiers()))
                .flatMap(member -> named(member).stream())
                .map(type -> type.getBaseComponentType())
                .filter(type -> !type.isPrimitive())
                .map(JavaClass::getPackageName)
                .filter(name -> !name.startsWith("java.") && !name.equals("dev.sedge.runtime") && !API.contains(name))
                .collect(Collectors.toSet());
        assertThat(foreign).isEmpty();
    }

    private static Set<JavaClass> named(JavaMember member) {
        return member.getAllInvolvedRawTypes();
    }

    private static boolean isOpen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
