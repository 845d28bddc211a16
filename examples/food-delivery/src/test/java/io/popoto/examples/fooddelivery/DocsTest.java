package io.popoto.examples.fooddelivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocsTest {
  @Test
  void everyJavaBlockIsARegionOfCodeThatRuns() {
    Documentation project = new Documentation(root());

    assertThat(project.blocks()).as("Java blocks").hasSizeGreaterThan(10);
    assertThat(project.faults()).isEmpty();
  }

  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }

  @Nested
  class OfBlocks {
    @TempDir Path root;

    @BeforeEach
    void writeSource() throws IOException {
      Files.writeString(
          root.resolve("Kitchen.java"),
          """
          class Kitchen {
            // tag::oven[]
            void bake() {
              // tag::heat[]
              heat(200);
              // end::heat[]
            }
            // end::oven[]
            int unseen;
            // tag::oven[]

            void cool() {}
            // end::oven[]
          }
          """);
    }

    @Test
    void acceptsTheRegionInAllItsPartsWithoutMarksAndIndentation() throws IOException {
      write(
          "<!-- Kitchen.java#oven -->",
          "```java\nvoid bake() {\n  heat(200);\n}\n\nvoid cool() {}\n```");
      write("<!-- Kitchen.java#heat -->", "  ```java\n  heat(200);\n  ```");

      assertThat(new Documentation(root).faults()).isEmpty();
    }

    @Test
    void refusesABlockThatDiffers() throws IOException {
      write("<!-- Kitchen.java#heat -->", "```java\nheat(220);\n```");

      assertThat(new Documentation(root).faults())
          .singleElement()
          .asString()
          .startsWith("page.md:2: differs")
          .endsWith("heat(200);");
    }

    @Test
    void refusesABlockWithoutSource() throws IOException {
      write("Like this:", "```java\nheat(200);\n```");

      assertThat(new Documentation(root).faults())
          .singleElement()
          .asString()
          .contains("no comment");
    }

    @Test
    void refusesASourceThatIsMissing() throws IOException {
      write("<!-- Kitchen.java#fridge -->", "```java\nheat(200);\n```");
      write("<!-- Garden.java#oven -->", "```java\nheat(200);\n```");

      assertThat(new Documentation(root).faults()).hasSize(2).allMatch(it -> it.contains("no "));
    }

    @Test
    void passesOverOtherLanguagesAndBuiltFiles() throws IOException {
      write("Run it:", "```\n./mvnw verify\n```");
      Files.createDirectories(root.resolve("target"));
      Files.writeString(root.resolve("target/page.md"), "```java\nnothing\n```\n");

      assertThat(new Documentation(root).blocks()).isEmpty();
    }

    private void write(String... lines) throws IOException {
      Path page = root.resolve("page.md");
      String before = Files.exists(page) ? Files.readString(page) + "\n" : "";
      Files.writeString(page, before + String.join("\n", lines) + "\n");
    }
  }
}
