package dev.sedge.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class WallsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sedge.runtime");

    @Test
    void endive_isKnownToTheInterpreterTierOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sedge.runtime.internal.interpreter..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("run.endive..")
                .check(CLASSES);
    }

    @Test
    void tiers_doNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.sedge.runtime.internal.compiler..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sedge.runtime.internal.interpreter..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.sedge.runtime.internal.interpreter..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sedge.runtime.internal.compiler..")
                .check(CLASSES);
    }

    @Test
    void asm_isKnownToTheCompilerTierOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sedge.runtime.internal.compiler..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.objectweb.asm..")
                .check(CLASSES);
    }

    @Test
    void theReaderOfFunctions_knowsNothingOfBytecode() {
        noClasses()
                .that()
                .resideInAPackage("dev.sedge.runtime.internal.compiler.read..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.objectweb.asm..", "dev.sedge.runtime.internal.compiler.emit..")
                .check(CLASSES);
    }

    @Test
    void theScanner_knowsNoTier() {
        noClasses()
                .that()
                .resideInAPackage("dev.sedge.runtime.internal.scan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sedge.runtime.internal.interpreter..", "dev.sedge.runtime.internal.compiler..")
                .check(CLASSES);
    }

    @Test
    void runtimeCore_knowsNobodyElse() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "org.jspecify..", "run.endive..", "org.objectweb.asm..", "dev.sedge.runtime..")
                .check(CLASSES);
    }

    @Test
    void publicSignatures_nameOnlyTheJdkAndTheApi() {
        for (JavaClass type : CLASSES) {
            if (type.getPackageName().equals("dev.sedge.runtime")) {
                type.getMembers().stream()
                        .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                                && member.getOwner().getModifiers().contains(JavaModifier.PUBLIC))
                        .flatMap(member -> member.getAllInvolvedRawTypes().stream())
                        .forEach(used -> assertThat(used.getPackageName())
                                .as("used in the signature of " + type.getName())
                                .matches("|java\\..*|dev\\.sedge\\.runtime"));
            }
        }
    }

    @Test
    void moduleInfo_exportsTheApiOnly() throws IOException {
        assertThat(Files.readString(Path.of("src/main/java/module-info.java")))
                .contains("exports dev.sedge.runtime;")
                .doesNotContain("internal");
    }
}
