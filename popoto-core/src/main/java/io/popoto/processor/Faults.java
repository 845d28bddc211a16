package io.popoto.processor;

import io.popoto.annotation.Model;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.tools.Diagnostic;

/** Reports what is wrong with a class, each fault as an error where it stands. */
final class Faults {
  private final TypeElement type;
  private final String className;
  private final Set<? extends Element> sources;
  private final Messager messager;

  /**
   * Creates it for a class.
   *
   * @param sources the classes whose source is being compiled
   */
  Faults(ModelClass model, Set<? extends Element> sources, Messager messager) {
    this.type = model.element();
    this.className = model.className();
    this.sources = sources;
    this.messager = messager;
  }

  void add(VariableElement field, String message) {
    at(field, className + "." + field.getSimpleName() + ": " + message);
  }

  /** Reports a fault of the class that comes from one of its fields. */
  void addToClass(VariableElement field, String message) {
    at(field, className + ": " + message);
  }

  /** A field of a superclass that was compiled before has no place, so the model has to do. */
  private void at(VariableElement field, String message) {
    Element outermost = field;
    while (outermost.getEnclosingElement() instanceof TypeElement enclosing) {
      outermost = enclosing;
    }
    Element place = sources.contains(outermost) ? field : type;
    messager.printMessage(Diagnostic.Kind.ERROR, message, place);
  }

  void add(String message) {
    messager.printMessage(Diagnostic.Kind.ERROR, className + ": " + message, type, annotation());
  }

  private AnnotationMirror annotation() {
    return type.getAnnotationMirrors().stream()
        .filter(mirror -> TypeText.of(mirror.getAnnotationType()).equals(Model.class.getName()))
        .findFirst()
        .orElseThrow();
  }
}
