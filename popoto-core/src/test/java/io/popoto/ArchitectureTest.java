package io.popoto;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions in which the packages of the core may depend on each other. */
@AnalyzeClasses(packages = "io.popoto", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String CONNECTORS = "io\\.popoto\\.(Popoto|PopotoBuilder)(\\$.*)?";
  private static final String ENTRY_POINTS =
      "io\\.popoto\\.(Popoto|PopotoBuilder|Repository|DefaultRepository|Query|DefaultQuery)(\\$.*)?";

  @ArchTest
  static final ArchRule onlyTheEngineAndTheConnectorsKnowTheClient =
      noClasses()
          .that(not(resideInAPackage("io.popoto.internal.engine..")))
          .and(not(nameMatching(CONNECTORS)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.lettuce..")
          .allowEmptyShould(true);

  @ArchTest static final ArchRule annotationsAreLeaves = isLeaf("io.popoto.annotation..");

  @ArchTest static final ArchRule exceptionsAreLeaves = isLeaf("io.popoto.exception..");

  @ArchTest
  static final ArchRule pluginInterfacesDoNotKnowTheInside =
      noClasses()
          .that()
          .resideInAPackage("io.popoto.spi..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.popoto.internal..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule scanningAndCompilingDoNotKnowTheEngine =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.popoto.internal.scan..",
              "io.popoto.internal.codec..",
              "io.popoto.internal.index..",
              "io.popoto.internal.compile..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.popoto.internal.engine..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothingBelowKnowsTheEntryPoints =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.popoto.internal..",
              "io.popoto.spi..",
              "io.popoto.metadata..",
              "io.popoto.query..",
              "io.popoto.plan..")
          .should()
          .dependOnClassesThat(nameMatching(ENTRY_POINTS))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule processorKnowsAnnotationsOnly =
      classes()
          .that()
          .resideInAPackage("io.popoto.processor..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.popoto.processor..",
              "io.popoto.annotation..",
              "org.jspecify.annotations..",
              "java..",
              "javax..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule pluginsAreUnknown =
      noClasses()
          .that(not(resideInAPackage("io.popoto.geo..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.popoto.geo..")
          .allowEmptyShould(true);

  private static ArchRule isLeaf(String packages) {
    return noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .dependOnClassesThat(resideInAPackage("io.popoto..").and(not(resideInAPackage(packages))))
        .allowEmptyShould(true);
  }
}
