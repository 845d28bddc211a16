package io.popoto.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.popoto.Key;
import io.popoto.Ref;
import io.popoto.Repository;
import io.popoto.SaveOptions;
import io.popoto.testing.CommandMonitor;
import io.popoto.testing.RedisServers;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many commands reach the server. */
abstract class RoundTripContract extends Contract {
  private CommandMonitor monitor;

  RoundTripContract(Api api) {
    super(api);
  }

  @BeforeEach
  void watch() {
    // Once for the scripts themselves, which are sent when the server does not know them yet.
    Repository<Product> products = repository(Product.class);
    products.save(new Product("warm", "up", "x", "1"));
    products.query().filter("category", "up").count();
    products.getMany(List.of(products.key("warm")));
    products.delete(products.key("warm"));
    monitor = CommandMonitor.on(RedisServers.uri());
  }

  @AfterEach
  void close() {
    monitor.close();
  }

  @Test
  void eachCallIsOneCommand() {
    Repository<Product> products = repository(Product.class);
    Product pear = new Product("pear", "fruit", "new", "1");

    sends("EVALSHA", () -> products.create(pear));
    sends("EVALSHA", () -> products.save(pear));
    sends("EVALSHA", () -> products.save(pear, SaveOptions.only("price")));
    sends("HGETALL", () -> products.load("pear"));
    sends("HGETALL", () -> products.load("nothing"));
    sends("EXISTS", () -> products.exists("pear"));
    sends("EVALSHA", () -> products.query().count());
    sends("EVALSHA", () -> products.query().filter("category", "fruit").count());
    sends("EVALSHA", () -> products.query().filter("price__gte", 0).orderBy("-price").all());
    sends("EVALSHA", () -> products.query().filter("state", "new").limit(10).offset(1).all());
    sends("EVALSHA", () -> products.query().first());
    sends("EVALSHA", () -> products.query().exists());
    sends("EVALSHA", () -> products.query().keys());
    sends("EVALSHA", () -> products.query().values("state").all());
    sends("EVALSHA", () -> products.delete(pear));
  }

  @Test
  void bulkCallsAreNoLargerThanTheBatch() {
    Repository<Product> products = repository(Product.class);
    List<Product> ten =
        IntStream.range(0, 10).mapToObj(i -> new Product("b" + i, "c", "s", "" + i)).toList();

    products.bulkCreate(ten, 4);

    assertThat(names()).hasSize(3).containsOnly("EVALSHA");
    monitor.clear();
    products.bulkDelete(ten);
    assertThat(names()).containsExactly("EVALSHA");
  }

  @Test
  void relatedRecordsOfOneModelComeByOneCommand() {
    Repository<Author> authors = repository(Author.class);
    Repository<RelationshipContract.Visit> visits = repository(RelationshipContract.Visit.class);
    for (int i = 0; i < 5; i++) {
      RelationshipContract.Visit visit = new RelationshipContract.Visit("v" + i);
      visit.guide = Ref.of(authors.create(new Author("guide" + i)));
      visit.guest = Optional.of(Ref.of(authors.create(new Author("guest" + i))));
      visits.create(visit);
    }
    visits.query().with("guide", "guest").all();
    monitor.clear();

    assertThat(visits.query().with("guide", "guest").all())
        .hasSize(5)
        .allMatch(visit -> visit.guide.loaded().isPresent())
        .allMatch(visit -> visit.guest.orElseThrow().loaded().isPresent());

    assertThat(names()).hasSize(3).containsOnly("EVALSHA");
  }

  @Test
  void getManyOfFewIsOneCallAndOfManyACommandForEach() {
    Repository<Product> products = repository(Product.class);
    List<Key<Product>> keys =
        IntStream.range(0, 1001).mapToObj(i -> products.key("p" + i)).toList();

    sends("EVALSHA", () -> products.getMany(keys.subList(0, 50)));
    monitor.clear();
    products.getMany(keys.subList(0, 51));
    assertThat(names()).hasSize(51).containsOnly("HMGET");
    monitor.clear();
    products.getMany(keys);
    assertThat(names()).hasSize(1001).containsOnly("HMGET");
    monitor.clear();
    products.getMany(List.of());
    assertThat(names()).isEmpty();
  }

  @Test
  void aHundredRowsComeWithTheCallAndMoreByCommandsOfTheirOwn() {
    Repository<Product> products = repository(Product.class);
    List<Product> many =
        IntStream.range(0, 101)
            .mapToObj(i -> new Product("p" + i, i == 0 ? "one" : "many", "new", "1"))
            .toList();
    products.bulkCreate(many);

    sends("EVALSHA", () -> products.query().filter("category", "many").all());
    sends("EVALSHA", () -> products.query().limit(100).all());
    monitor.clear();
    assertThat(products.query().orderBy("-price").all()).hasSize(101);
    assertThat(names()).hasSize(102).startsWith("EVALSHA").contains("HMGET");
    sends("EVALSHA", () -> products.query().limit(101).page());
  }

  @Test
  void refusedCallsSendNothing() {
    Repository<Product> products = repository(Product.class);

    for (Runnable call :
        List.<Runnable>of(
            () -> products.save(new Product(null, "c", "s", "1")),
            () -> products.query().filter("nope", 1).all(),
            () -> products.query().orderBy("nope").count(),
            () -> products.query().limit(-1).count())) {
      monitor.clear();
      org.assertj.core.api.Assertions.assertThatThrownBy(call::run)
          .isInstanceOf(io.popoto.exception.PopotoException.class);
      assertThat(names()).isEmpty();
    }
  }

  private void sends(String command, Runnable call) {
    monitor.clear();
    call.run();
    assertThat(names()).containsExactly(command);
  }

  /** Returns the names of the commands that name a key of this test. */
  private List<String> names() {
    return monitor.commands().stream()
        .filter(command -> command.stream().anyMatch(part -> part.contains(redis.namespace())))
        .map(command -> command.get(0))
        .toList();
  }
}
