package dev.sedge.oci;

import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WallsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sedge.oci");

    @Test
    void jib_onlyInPublish() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sedge.oci.publish..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google..")
                .check(CLASSES);
    }

    @Test
    void publish_isUsedByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sedge.oci.publish..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sedge.oci.publish..")
                .check(CLASSES);
    }

    @Test
    void otherModulesOfOurs_areUnknown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sedge.runtime..", "dev.sedge.wasi..", "dev.sedge.agent..", "run.endive..")
                .check(CLASSES);
    }

    @Test
    void values_knowOnlyTheHelpers() {
        noClasses()
                .that()
                .resideInAPackage("dev.sedge.oci")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sedge.oci.registry..", "dev.sedge.oci.local..", "dev.sedge.oci.store..", "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void publicSignatures_holdOnlyTypesOfTheJdkAndOurs() {
        Set<String> foreign = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (isPublicApi(type)) {
                signatureTypes(type)
                        .filter(used -> !isAllowed(used.getBaseComponentType()))
                        .forEach(used -> foreign.add(type.getName() + " shows " + used.getName()));
            }
        }
        assertThat(foreign).isEmpty();
    }

    private static boolean isPublicApi(JavaClass type) {
        boolean visible = type.getModifiers().contains(PUBLIC)
                && type.getEnclosingClass().map(WallsTest::isPublicApi).orElse(true);
        return visible && !type.getPackageName().startsWith("dev.sedge.oci.internal");
    }

    private static Stream<JavaClass> signatureTypes(JavaClass type) {
        List<JavaClass> used = new ArrayList<>();
        type.getRawSuperclass().ifPresent(used::add);
        used.addAll(type.getRawInterfaces());
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            if (isVisible(unit)) {
                used.addAll(unit.getRawParameterTypes());
                used.add(unit.getRawReturnType());
                unit.getReturnType().getAllInvolvedRawTypes().forEach(used::add);
                unit.getParameterTypes().forEach(parameter -> used.addAll(parameter.getAllInvolvedRawTypes()));
            }
        }
        for (JavaField field : type.getFields()) {
            if (isVisible(field)) {
                used.add(field.getRawType());
            }
        }
        return used.stream();
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(PUBLIC) || member.getModifiers().contains(PROTECTED);
    }

    private static boolean isAllowed(JavaClass type) {
        return type.isPrimitive()
                || type.getPackageName().startsWith("java.")
                || (type.getPackageName().startsWith("dev.sedge.oci")
                        && !type.getPackageName().startsWith("dev.sedge.oci.internal"));
    }
}
