package io.popoto.processor;

import io.popoto.annotation.Model;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;

/**
 * Makes a class with the fields of each model, such as {@code Order_} for {@code Order}, and
 * reports the faults of models as errors of the compiler. What it makes depends on the model alone.
 */
public final class PopotoProcessor extends AbstractProcessor {
  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<Element> sources = new LinkedHashSet<>();

  /** Creates the processor; done by the compiler. */
  public PopotoProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Model.class.getName());
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    sources.addAll(round.getRootElements());
    Set<String> names = new LinkedHashSet<>(waiting);
    for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(Model.class))) {
      names.add(type.getQualifiedName().toString());
    }
    waiting.clear();
    if (!round.processingOver()) {
      names.forEach(this::process);
    }
    return false;
  }

  /** A type that is missing may be made by another processor, so its model waits for it. */
  private void process(String name) {
    Elements elements = processingEnv.getElementUtils();
    Types types = processingEnv.getTypeUtils();
    ModelClass model = ModelClass.of(elements.getTypeElement(name), types);
    if (model.isUnresolved()) {
      waiting.add(name);
      return;
    }
    KnownTypes knownTypes = new KnownTypes(elements, types);
    Faults faults = new Faults(model, sources, processingEnv.getMessager());
    new ModelChecks(model, knownTypes, faults).check();
    if (model.isVisible() && !model.element().getKind().isInterface()) {
      write(new Metamodel(model, elements, types, knownTypes), model.element());
    }
  }

  private void write(Metamodel metamodel, TypeElement model) {
    try (Writer writer =
        processingEnv.getFiler().createSourceFile(metamodel.name(), model).openWriter()) {
      writer.write(metamodel.source());
    } catch (IOException e) {
      String message = metamodel.name() + " cannot be written: " + e.getMessage();
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, model);
    }
  }
}
