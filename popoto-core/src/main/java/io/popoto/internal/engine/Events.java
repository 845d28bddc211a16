package io.popoto.internal.engine;

import io.popoto.ChangeEvent;
import io.popoto.Listening;
import io.popoto.exception.MappingException;
import io.popoto.exception.ValidationException;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events of a model. Thread-safe. */
public final class Events<T> {
  private static final Logger LOG = LoggerFactory.getLogger("io.popoto.Popoto");
  private static final Map<String, ChangeEvent.Type> TYPES =
      Arrays.stream(ChangeEvent.Type.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  type -> type.name().toLowerCase(Locale.ROOT), type -> type));

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
  public CompletableFuture<Listening> listen(Invocation call, Consumer<ChangeEvent<T>> listener) {
    BoundModel<T> model = context.model();
    if (!model.info().events()) {
      throw new MappingException(
          model.name() + " publishes no events; annotate it with @Model(events = true).");
    }
    return engine
        .listeners()
        .listen(
            call, context.keys().base() + "events", message -> event(message).ifPresent(listener));
  }

  /** Returns the event; nothing of a type that a later version may have added, or of no event. */
  private Optional<ChangeEvent<T>> event(String message) {
    BoundModel<T> model = context.model();
    try {
      JsonNode json = JsonMapper.shared().readTree(message);
      ChangeEvent.Type type = TYPES.get(json.path("type").stringValue());
      if (type == null) {
        return Optional.empty();
      }
      List<String> fields = new ArrayList<>();
      json.path("fields").forEach(field -> fields.add(field.stringValue()));
      return Optional.of(
          new ChangeEvent<>(type, model.keyOfId(json.path("id").stringValue()), fields));
    } catch (JacksonException | ValidationException e) {
      LOG.warn("A message on the channel of {} is no event, and was left out.", model.name());
      return Optional.empty();
    }
  }
}
