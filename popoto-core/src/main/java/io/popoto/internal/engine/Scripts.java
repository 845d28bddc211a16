package io.popoto.internal.engine;

import io.popoto.exception.ServerException;
import io.popoto.internal.compile.SaveScript;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The scripts, put together from their sources and those of plugins. Thread-safe. */
final class Scripts {
  /** Stands for the sources of plugins. */
  private static final String PLUGINS = "+";

  /** Marks a source whose functions are made only when {@code my.<source>()} is called. */
  private static final String ON_DEMAND = "?";

  private static final Map<String, List<String>> SOURCES =
      Map.ofEntries(
          script("write", "base", "entries", ON_DEMAND + "damage", "unindex", "batch", "write"),
          script("delete", "base", "entries", ON_DEMAND + "damage", "unindex", "batch", "delete"),
          script(
              "write-if",
              "base",
              "entries",
              ON_DEMAND + "damage",
              "unindex",
              "lookups",
              "match",
              PLUGINS,
              "condition",
              "batch",
              "write"),
          script(
              "update",
              "base",
              "entries",
              ON_DEMAND + "damage",
              "unindex",
              "lookups",
              "match",
              PLUGINS,
              "condition",
              "decimal",
              "batch",
              "write"),
          script(
              "clear",
              "access",
              "base",
              "entries",
              ON_DEMAND + "damage",
              "unindex",
              "records",
              "clear"),
          script("sweep", "access", "base", "entries", ON_DEMAND + "damage", "unindex", "sweep"),
          script(
              "inspect",
              "access",
              "base",
              "entries",
              ON_DEMAND + "damage",
              "unindex",
              "records",
              "inspect"),
          script(
              "reindex",
              "access",
              "base",
              "entries",
              ON_DEMAND + "damage",
              "unindex",
              "records",
              "reindex"),
          script(
              "read",
              "base",
              "entries",
              ON_DEMAND + "damage",
              "lookups",
              "match",
              PLUGINS,
              "drive",
              "read",
              "order",
              ON_DEMAND + "segments",
              ON_DEMAND + "nearest",
              "answer"),
          script("many", "base", "many"));

  private static Map.Entry<String, List<String>> script(String name, String... sources) {
    return Map.entry(name, List.of(sources));
  }

  private final Map<String, Script> scripts = new HashMap<>();
  private final Map<WithPreamble, Script> ofModels = new ConcurrentHashMap<>();

  /** Has methods of its own where those of a record would take 10 ms of a first save to link. */
  private record WithPreamble(String name, String preamble) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof WithPreamble that
          && name.equals(that.name)
          && preamble.equals(that.preamble);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + preamble.hashCode();
    }
  }

  /** A script: its text, and the SHA-1 by which Redis knows it once it has seen the text. */
  static final class Script {
    private final String text;
    private volatile @Nullable String sha;
    private volatile boolean sent;

    Script(String text) {
      this.text = text;
    }

    /** Returns the SHA-1, reckoned when it is needed first. */
    String sha() {
      String known = sha;
      if (known == null) {
        known = sha1(text);
        sha = known;
      }
      return known;
    }

    String text() {
      return text;
    }

    /**
     * Returns whether nobody has asked this before. The first call of a script brings its text
     * along, since a server that does not know it would cost another round trip.
     */
    boolean isNew() {
      if (sent) {
        return false;
      }
      sent = true;
      return true;
    }
  }

  Scripts(List<URL> fragments) {
    List<String> plugins = fragments.stream().map(Scripts::read).toList();
    Map<String, String> resources = new HashMap<>();
    SOURCES.forEach(
        (script, sources) -> {
          List<String> parts = new ArrayList<>();
          for (String source : sources) {
            if (source.equals(PLUGINS)) {
              // Called only when a plugin's function is needed, see lookups.lua.
              parts.add("my.plugins = function(criteria, searches, bounds)");
              parts.addAll(plugins);
              parts.add("end");
            } else if (source.startsWith(ON_DEMAND)) {
              String name = source.substring(ON_DEMAND.length());
              parts.add("my." + name + " = function()");
              parts.add(resources.computeIfAbsent(name, Scripts::resource));
              parts.add("end");
            } else {
              parts.add(resources.computeIfAbsent(source, Scripts::resource));
            }
          }
          String text = String.join("\n", parts);
          scripts.put(script, new Script(text));
        });
    // Not with their first calls: while it connects, a program has time, also to compile SHA-1.
    scripts.values().forEach(Script::sha);
  }

  /** Returns a script with the code of a model before it. */
  Script get(String name, String preamble) {
    if (preamble.isEmpty()) {
      return get(name);
    }
    // Without a lambda, whose linking would be a part of the first save.
    WithPreamble key = new WithPreamble(name, preamble);
    Script known = ofModels.get(key);
    if (known == null) {
      known =
          new Script(preamble.replace(SaveScript.ACCESS, resource("access")) + get(name).text());
      Script other = ofModels.putIfAbsent(key, known);
      known = other == null ? known : other;
    }
    return known;
  }

  private Script get(String name) {
    Script script = scripts.get(name);
    if (script == null) {
      throw new IllegalArgumentException("no script is called " + name);
    }
    return script;
  }

  private static String resource(String name) {
    URL url = Scripts.class.getResource("/io/popoto/lua/" + name + ".lua");
    if (url == null) {
      throw new IllegalStateException("the script source " + name + ".lua is missing");
    }
    return read(url);
  }

  /** Reads a source without its comments, which the server has no use for. */
  private static String read(URL url) {
    try (InputStream in = url.openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      StringBuilder code = new StringBuilder(text.length());
      text.lines()
          .filter(line -> !line.isBlank() && !line.strip().startsWith("--"))
          .forEach(line -> code.append(line.strip()).append('\n'));
      return code.toString();
    } catch (IOException e) {
      throw new ServerException("the script source " + url + " cannot be read", e);
    }
  }

  private static String sha1(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
