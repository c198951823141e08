package dev.sedge.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of this module; those between modules are Maven's. */
class WallsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sedge.agent");

    @Test
    void nobody_touchesTheEngineBeneathOursOrJib() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("run.endive..", "com.google.cloud..", "dev.sedge..internal..")
                .check(CLASSES);
    }

    @Test
    void publishing_isForPushAndDemoAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sedge.agent.demo")
                .and()
                .haveSimpleNameNotStartingWith("PushCommand")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sedge.oci.publish")
                .check(CLASSES);
    }

    @Test
    void grants_knowNoCommandAndNoImage() {
        noClasses()
                .that()
                .resideInAPackage("dev.sedge.agent.grant")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sedge.agent.args", "dev.sedge.agent.cli", "dev.sedge.agent.launch", "dev.sedge.oci..")
                .check(CLASSES);
    }

    @Test
    void commands_areUsedByNobodyButTheEntryPoint() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.sedge.agent.demo",
                        "dev.sedge.agent.grant",
                        "dev.sedge.agent.image",
                        "dev.sedge.agent.launch")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sedge.agent.args", "dev.sedge.agent.cli")
                .check(CLASSES);
    }

    @Test
    void wires_areForTheTransportAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sedge.agent.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "io.netty..")
                .check(CLASSES);
    }
}
