package io.popoto.async;

import io.popoto.Popoto;
import io.popoto.Repository;
import io.popoto.annotation.KeyField;
import io.popoto.annotation.Model;
import io.popoto.testing.RawRedis;
import io.popoto.testing.RedisServers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** The Reactive Streams TCK for the publisher of a query; {@link PublisherTckIT} runs it. */
public class PublisherVerification
    extends FlowPublisherVerification<PublisherVerification.Element> {
  private static final int MOST = 1_200;
  private static final int TIMEOUT_MILLIS = 1_000;
  private static final int NO_SIGNAL_MILLIS = 50;

  private final String namespace = "test-" + UUID.randomUUID().toString().substring(0, 8);
  private Popoto popoto;
  private AsyncRepository<Element> elements;

  /** Creates it, as TestNG does. */
  public PublisherVerification() {
    super(new TestEnvironment(TIMEOUT_MILLIS, NO_SIGNAL_MILLIS));
  }

  /** What is published. */
  @Model
  public static class Element {
    @KeyField int number;

    Element() {}

    Element(int number) {
      this.number = number;
    }
  }

  /** Creates more records than fit into two pages. */
  @BeforeClass
  public void create() {
    popoto =
        Popoto.builder()
            .uri(RedisServers.uri())
            .namespace(namespace)
            .clientResources(RawRedis.resources())
            .build();
    Repository<Element> repository = popoto.repository(Element.class);
    repository.bulkCreate(IntStream.range(0, MOST).mapToObj(Element::new).toList());
    elements = AsyncPopoto.of(popoto).repository(Element.class);
  }

  /** Deletes them. */
  @AfterClass(alwaysRun = true)
  public void delete() {
    popoto.close();
    RawRedis.deleteAll(namespace + "/");
  }

  @Override
  public long maxElementsFromPublisher() {
    return MOST;
  }

  @Override
  public Flow.Publisher<Element> createFlowPublisher(long count) {
    List<Integer> first = IntStream.range(0, (int) count).boxed().toList();
    AsyncQuery<Element> all = elements.query();
    return (count == MOST ? all : all.filter("number__in", first)).stream();
  }

  @Override
  public Flow.Publisher<Element> createFailedFlowPublisher() {
    return elements.query().limit(1).stream();
  }
}
