package io.popoto.examples.fooddelivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java blocks of all Markdown files below a directory. In front of each stands a comment that
 * names a source and a region of it, {@code <!-- path/of/Source.java#name -->}; the region lies
 * between {@code // tag::name[]} and {@code // end::name[]}, in one part or several.
 */
record Documentation(Path root) {
  private static final Pattern SOURCE = Pattern.compile("<!-- (\\S+\\.java)#([\\w-]+) -->");
  private static final Pattern MARK = Pattern.compile("\\s*// (tag|end)::([\\w-]+)\\[]");

  /** A Java block and where it begins. */
  record Block(String place, String before, String text) {}

  /** Returns what is wrong with the blocks: nothing, if each is the region that it names. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (Block block : blocks()) {
      Matcher source = SOURCE.matcher(block.before());
      if (!source.matches()) {
        faults.add(block.place() + ": no comment in front of the block names its source");
        continue;
      }
      Path file = root.resolve(source.group(1));
      List<String> region = Files.exists(file) ? region(file, source.group(2)) : List.of();
      if (region.isEmpty()) {
        faults.add(block.place() + ": there is no " + source.group(1) + "#" + source.group(2));
      } else if (!normal(region).equals(block.text())) {
        faults.add(block.place() + ": differs from its source, which is\n" + normal(region));
      }
    }
    return faults;
  }

  /** Returns the Java blocks of all files. */
  List<Block> blocks() {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".md") && isSource(root.relativize(file)))
          .sorted()
          .flatMap(file -> blocks(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSource(Path file) {
    for (Path part : file) {
      if (part.toString().equals("target") || part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private List<Block> blocks(Path file) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = lines(file);
    String before = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("```")) {
        int begin = i++;
        while (i < lines.size() && !lines.get(i).strip().equals("```")) {
          i++;
        }
        if (line.substring(3).strip().toLowerCase(Locale.ROOT).startsWith("java")) {
          String place = root.relativize(file) + ":" + (begin + 1);
          blocks.add(new Block(place, before, normal(lines.subList(begin + 1, i))));
        }
      }
      before = line;
    }
    return blocks;
  }

  private static List<String> region(Path file, String name) {
    List<String> region = new ArrayList<>();
    boolean inside = false;
    for (String line : lines(file)) {
      Matcher mark = MARK.matcher(line);
      if (!mark.matches()) {
        if (inside) {
          region.add(line);
        }
      } else if (mark.group(2).equals(name)) {
        inside = mark.group(1).equals("tag");
      }
    }
    return region;
  }

  /** Returns lines as one text without their common indentation and blank lines around them. */
  private static String normal(List<String> lines) {
    return String.join("\n", lines).stripTrailing().stripIndent().strip();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
