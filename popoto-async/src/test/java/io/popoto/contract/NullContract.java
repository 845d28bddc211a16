package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Condition;
import io.popoto.Key;
import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Query;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.Selection;
import io.popoto.Update;
import io.popoto.annotation.IndexedField;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.annotation.SortedField;
import io.popoto.exception.PopotoException;
import io.popoto.query.Attribute;
import io.popoto.query.Ordering;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A null for any parameter of any public method is refused by an exception that says so. */
abstract class NullContract extends Contract {
  private final List<String> raw = new ArrayList<>();
  private int tried;

  NullContract(Api api) {
    super(api);
  }

  @Model(events = true)
  static class Seen {
    @KeyField String name = "a";
    @SortedField long size = 1;
    @IndexedField String group = "g";
  }

  @Test
  void noMethodFailsWithoutSayingWhy() throws IllegalAccessException {
    Repository<Seen> all = repository(Seen.class);
    all.create(new Seen());
    Query<Seen> query = all.query();
    tryAll(Repository.class, all, all);
    tryAll(Query.class, query, all);
    tryAll(Condition.class, Condition.of("name", "a"), all);
    tryAll(Update.class, Update.set("size", 1), all);
    tryAll(SaveOptions.class, SaveOptions.skipAutoNow(), all);
    tryAll(Ref.class, Ref.of(new Seen()), all);
    tryAll(Key.class, all.key("a"), all);
    tryAll(PopotoBuilder.class, redis.builder(), all);
    tryAll(Popoto.class, redis.popoto(), all);
    tryAll(Ordering.class, Ordering.by("name"), all);
    assertThat(raw).isEmpty();
    assertThat(tried).isGreaterThan(100);
  }

  private void tryAll(Class<?> type, Object target, Repository<Seen> all)
      throws IllegalAccessException {
    for (Method method : type.getMethods()) {
      if (method.getDeclaringClass() == Object.class
          || method.getName().equals("equals")
          || method.isSynthetic()) {
        continue;
      }
      Class<?>[] types = method.getParameterTypes();
      for (int i = 0; i < types.length; i++) {
        if (!types[i].isPrimitive()) {
          Object[] arguments = new Object[types.length];
          for (int j = 0; j < types.length; j++) {
            arguments[j] = i == j ? null : sample(types[j], all);
          }
          attempt(method, target, arguments, i);
          if (types[i].isArray() || types[i] == List.class || types[i] == Collection.class) {
            arguments[i] = withNull(types[i]);
            attempt(method, target, arguments, i);
          }
        }
      }
    }
  }

  private static Object withNull(Class<?> type) {
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 1);
    }
    List<Object> list = new ArrayList<>();
    list.add(null);
    return list;
  }

  private void attempt(Method method, Object target, Object[] arguments, int position)
      throws IllegalAccessException {
    tried++;
    Object on = Modifier.isStatic(method.getModifiers()) ? null : target;
    try {
      Object result = method.invoke(on, arguments);
      if (result instanceof Query<?> query) {
        query.all();
      } else if (result instanceof Stream<?> stream) {
        var unused = stream.toList();
      } else if (result instanceof CompletableFuture<?> future) {
        future.join();
      }
    } catch (InvocationTargetException e) {
      judge(method, position, e.getTargetException());
    } catch (RuntimeException e) {
      judge(method, position, e);
    }
  }

  private void judge(Method method, int position, Throwable thrown) {
    boolean clear = thrown instanceof PopotoException || thrown instanceof IllegalArgumentException;
    if (!clear) {
      StackTraceElement[] trace = thrown.getStackTrace();
      raw.add(
          method.getDeclaringClass().getSimpleName()
              + "."
              + method.getName()
              + " #"
              + position
              + " of "
              + List.of(method.getParameterTypes())
              + ": "
              + thrown
              + " at "
              + Stream.of(trace).filter(e -> e.getClassName().startsWith("io.popoto")).findFirst());
    }
  }

  private Object sample(Class<?> type, Repository<Seen> all) {
    Map<Class<?>, Object> samples =
        Map.ofEntries(
            Map.entry(String.class, "size"),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(boolean.class, true),
            Map.entry(Number.class, 1L),
            Map.entry(Duration.class, Duration.ofSeconds(100)),
            Map.entry(Instant.class, Instant.now().plusSeconds(100)),
            Map.entry(Key.class, all.key("a")),
            Map.entry(SaveOptions.class, SaveOptions.skipAutoNow()),
            Map.entry(Update.class, Update.set("group", "x")),
            Map.entry(Condition.class, Condition.of("name", "a")),
            Map.entry(Selection.class, all.query()),
            Map.entry(Attribute.class, new io.popoto.query.ComparableAttribute<Seen, Long>("size")),
            Map.entry(Consumer.class, (Consumer<Object>) it -> {}),
            Map.entry(Class.class, Seen.class),
            Map.entry(List.class, List.of(new Seen())),
            Map.entry(Collection.class, List.of(new Seen())));
    Object sample = samples.get(type);
    if (sample == null && type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    return sample == null && type == Object.class ? new Seen() : sample;
  }
}
