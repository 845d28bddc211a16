package io.popoto.processor;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Sources compiled in memory: what came out of them. */
public final class Compilation {
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?:class|record|interface|enum) (\\w+)");

  /** A message of the compiler. */
  record Message(Diagnostic.Kind kind, String sourceLine, String text) {}

  private final Map<String, Output> outputs = new LinkedHashMap<>();
  private final List<Message> messages = new ArrayList<>();

  /** Compiles sources with the processor. */
  static Compilation of(String... sources) {
    return new Compilation(List.of(new PopotoProcessor()), sources);
  }

  /** Compiles sources without any processor. */
  public static Compilation plain(String... sources) {
    return new Compilation(List.of(), sources);
  }

  /** Compiles sources without any processor; classes know the names of their parameters. */
  public static Compilation withParameterNames(String... sources) {
    return new Compilation(List.of(), List.of("-parameters"), sources);
  }

  Compilation(List<? extends Processor> processors, String... sources) {
    this(processors, List.of(), sources);
  }

  private Compilation(
      List<? extends Processor> processors, List<String> options, String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    String library =
        home(PopotoProcessor.class) + File.pathSeparator + home(JsonTypeInfo.class) + lombok();
    List<String> arguments = new ArrayList<>(options);
    Collections.addAll(
        arguments, "-Xlint:all,-processing,-classfile", "-classpath", library, "-implicit:none");
    List<JavaFileObject> units = new ArrayList<>();
    for (String source : sources) {
      units.add(new Source(source));
    }
    try (StandardJavaFileManager standard =
        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(null, new Memory(standard), found, arguments, null, units);
      task.setLocale(Locale.ROOT);
      task.setProcessors(processors);
      task.call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Diagnostic<? extends JavaFileObject> diagnostic : found.getDiagnostics()) {
      messages.add(
          new Message(diagnostic.getKind(), line(diagnostic), diagnostic.getMessage(Locale.ROOT)));
    }
  }

  private static String home(Class<?> type) {
    CodeSource classes = type.getProtectionDomain().getCodeSource();
    return Path.of(URI.create(classes.getLocation().toString())).toString();
  }

  /** Lombok is in the class path of some tests only. */
  private static String lombok() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> new File(jar).getName().startsWith("lombok"))
        .map(jar -> File.pathSeparator + jar)
        .collect(Collectors.joining());
  }

  private static String line(Diagnostic<? extends JavaFileObject> diagnostic) {
    if (diagnostic.getSource() == null || diagnostic.getLineNumber() == Diagnostic.NOPOS) {
      return "";
    }
    try {
      String text = diagnostic.getSource().getCharContent(true).toString();
      return text.lines().skip(diagnostic.getLineNumber() - 1).findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns errors and warnings, in order. */
  List<Message> messages() {
    return messages;
  }

  /** Returns the texts of the errors, in order. */
  List<String> errors() {
    return messages.stream()
        .filter(message -> message.kind() == Diagnostic.Kind.ERROR)
        .map(Message::text)
        .toList();
  }

  /** Returns the names of generated sources. */
  List<String> generated() {
    return outputs.values().stream()
        .filter(output -> output.getKind() == JavaFileObject.Kind.SOURCE)
        .map(output -> output.className)
        .toList();
  }

  /** Returns the text of a generated source. */
  String source(String className) {
    Output output = outputs.get(className + JavaFileObject.Kind.SOURCE.extension);
    if (output == null) {
      throw new AssertionError("There is no " + className + " among " + outputs.keySet());
    }
    return output.bytes.toString(StandardCharsets.UTF_8);
  }

  /** Loads a class that was compiled. */
  public Class<?> load(String className) {
    try {
      return loader().loadClass(className);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(className + " was not compiled: " + messages, e);
    }
  }

  /** Returns a new class loader of everything that was compiled. */
  public ClassLoader loader() {
    return new Loader();
  }

  private final class Loader extends ClassLoader {
    Loader() {
      super(Compilation.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Output output = outputs.get(name + JavaFileObject.Kind.CLASS.extension);
      if (output == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = output.bytes.toByteArray();
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  /** A source as a text; its first type gives the name. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("memory:///" + path(text) + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    private static String path(String text) {
      Matcher type = TYPE.matcher(text);
      if (!type.find()) {
        throw new IllegalArgumentException(text);
      }
      Matcher home = PACKAGE.matcher(text);
      return (home.find() ? home.group(1).replace('.', '/') + "/" : "") + type.group(1);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** What the compiler or the processor wrote. */
  private static final class Output extends SimpleJavaFileObject {
    private final String className;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output(String className, JavaFileObject.Kind kind) {
      super(URI.create("memory:///out/" + className.replace('.', '/') + kind.extension), kind);
      this.className = className;
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    Memory(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      Output output = new Output(className, kind);
      outputs.put(className + kind.extension, output);
      return output;
    }
  }
}
