package io.popoto.testing;

import io.popoto.Popoto;
import io.popoto.PopotoBuilder;
import io.popoto.Repository;
import io.popoto.internal.engine.Door;
import io.popoto.internal.scan.BoundModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test a namespace of its own on the shared server, and a {@link Popoto} for it. After
 * the test, every key of the namespace has to belong to a model that the test used, and every index
 * has to hold exactly what the stored records imply, see {@link IndexOracle}; then all is deleted.
 *
 * <p>Used as a field with {@code @RegisterExtension}. Safe for use by the threads of one test.
 */
public final class PopotoExtension implements BeforeEachCallback, AfterEachCallback {
  private final Map<Class<?>, BoundModel<?>> models = new ConcurrentHashMap<>();
  private String namespace = "";
  private Popoto popoto;

  @Override
  public void beforeEach(ExtensionContext context) {
    namespace = "test-" + UUID.randomUUID().toString().substring(0, 8);
    models.clear();
    popoto = builder().build();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      popoto.close();
      boolean failed = context.getExecutionException().isPresent();
      boolean damaged =
          AnnotationSupport.isAnnotated(context.getTestMethod(), Damages.class)
              || AnnotationSupport.isAnnotated(context.getTestClass(), Damages.class);
      if (!failed && !damaged) {
        checkIndexes();
      }
    } finally {
      RawRedis.deleteAll(namespace + "/");
    }
  }

  /** Asserts that indexes and records agree, as after each test. */
  public void checkIndexes() {
    IndexOracle.check(namespace, models());
  }

  private Collection<BoundModel<?>> models() {
    Map<String, BoundModel<?>> byName = new LinkedHashMap<>();
    List<BoundModel<?>> all = new ArrayList<>(models.values());
    all.forEach(model -> byName.put(model.name(), model));
    return byName.values();
  }

  /** Returns the entry point of this test. */
  public Popoto popoto() {
    return popoto;
  }

  /** Returns a builder of further entry points to the namespace of this test. */
  public PopotoBuilder builder() {
    return Popoto.builder()
        .uri(RedisServers.uri())
        .namespace(namespace)
        .clientResources(RawRedis.resources());
  }

  /** Returns the blocking repository of a model, which then is one that this test uses. */
  public <T> Repository<T> repository(Class<T> type) {
    use(type);
    return popoto.repository(type);
  }

  /** Declares that this test uses a model. */
  public void use(Class<?> type) {
    models.computeIfAbsent(type, this::model);
  }

  /** Declares that this test uses a model as another entry point sees it. */
  public void use(Popoto other, Class<?> type) {
    models.computeIfAbsent(type, model -> Door.open(other).of(type).model());
  }

  private BoundModel<?> model(Class<?> type) {
    return Door.open(popoto).of(type).model();
  }

  /** Returns the key of a record in Redis, one character for each byte. */
  public String redisKey(Object logicalKey) {
    return RawRedis.bytesOf(namespace + "/" + logicalKey);
  }

  /** Returns the namespace. */
  public String namespace() {
    return namespace;
  }
}
