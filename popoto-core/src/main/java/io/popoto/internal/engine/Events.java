package io.popoto.internal.engine;

import io.popoto.ChangeEvent;
import io.popoto.Key;
import io.popoto.Listening;
import io.popoto.exception.MappingException;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events of a model. Thread-safe. */
public final class Events<T> {
  private final ModelContext<T> context;
  private final Engine engine;

  Events(ModelContext<T> context, Engine engine) {
    this.context = context;
    this.engine = engine;
  }

  /**
   * Starts listening.
   *
   * @throws MappingException if the model publishes no events
   */
  public CompletableFuture<Listening> listen(Consumer<ChangeEvent<T>> listener) {
    BoundModel<T> model = context.model();
    if (!model.info().events()) {
      throw new MappingException(
          model.name() + " publishes no events; annotate it with @Model(events = true).");
    }
    return engine
        .listeners()
        .listen(context.keys().base() + "events", message -> listener.accept(event(message)));
  }

  private ChangeEvent<T> event(String message) {
    JsonNode json = JsonMapper.shared().readTree(message);
    BoundModel<T> model = context.model();
    List<String> fields = new ArrayList<>();
    json.path("fields").forEach(field -> fields.add(field.stringValue()));
    return new ChangeEvent<>(
        ChangeEvent.Type.valueOf(json.path("type").stringValue().toUpperCase(Locale.ROOT)),
        new Key<>(model.type(), model.name(), json.path("id").stringValue()),
        fields);
  }
}
